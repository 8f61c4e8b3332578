resource "a" "a" {
  # ruleid: attribute-access
  key = aws_kms_key.main.arn
  # ok: attribute-access
  other = aws_kms_key.main.id
}
