# ruleid: block-open
resource "aws_s3_bucket" "a" {
  bucket = "x"
}
# ruleid: block-open
resource "aws_s3_bucket" "b" {}
# ok: block-open
resource "aws_sns_topic" "c" {}
