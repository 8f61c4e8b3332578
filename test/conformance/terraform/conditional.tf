locals {
  # ruleid: conditional
  a = var.x ? true : false
  # ok: conditional
  b = var.x ? 1 : 2
}
