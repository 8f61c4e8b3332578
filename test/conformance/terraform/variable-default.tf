variable "mode" {
  default = "public-read"
}
resource "a" "a" {
  # ruleid: variable-default
  acl = var.mode
}
resource "a" "b" {
  # ok: variable-default
  acl = var.other
}
