# ruleid: block-partial
resource "aws_s3_bucket" "a" {
  bucket = "x"
  acl    = "public-read"
}
# ok: block-partial
resource "aws_s3_bucket" "b" {
  acl = "private"
}
