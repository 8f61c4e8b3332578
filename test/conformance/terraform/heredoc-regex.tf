resource "a" "a" {
  # ruleid: heredoc-regex
  policy = <<EOF
{ "Action": "*" }
EOF
}
resource "a" "b" {
  # ok: heredoc-regex
  policy = <<EOF
{ "Action": "s3:Get" }
EOF
}
