locals {
  mode = "public-read"
}
resource "a" "a" {
  # ruleid: locals-constant
  acl = local.mode
  # ok: locals-constant
  acl2 = local.mode
}
