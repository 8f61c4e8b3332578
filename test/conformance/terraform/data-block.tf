# ruleid: data-block
data "aws_iam_policy_document" "a" {
  statement {
    actions = ["*"]
  }
}
# ok: data-block
data "aws_iam_policy_document" "b" {
  statement {
    actions = ["s3:Get"]
  }
}
