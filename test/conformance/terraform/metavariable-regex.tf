# ruleid: metavariable-regex
resource "aws_iam_user" "root_user" {
  a = 1
}
# ok: metavariable-regex
resource "aws_iam_user" "user" {
  a = 1
}
