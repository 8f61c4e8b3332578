locals {
  # ruleid: for-expression
  a = [for s in var.subnets : s.id]
  # ok: for-expression
  b = [for s in var.subnets : s.name]
}
