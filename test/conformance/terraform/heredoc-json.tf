resource "a" "a" {
  # ruleid: heredoc-json
  policy = <<EOF
{ "Action": "*", "Effect": "Allow" }
EOF
}
resource "a" "b" {
  # ok: heredoc-json
  policy = <<EOF
{ "Effect": "Deny" }
EOF
}
