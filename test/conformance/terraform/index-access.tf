locals {
  # ruleid: index-access
  a = var.list[0]
  # ok: index-access
  b = var.list[1]
}
