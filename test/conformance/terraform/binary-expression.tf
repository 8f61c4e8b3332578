locals {
  # ruleid: binary-expression
  a = var.x == var.x
  # ok: binary-expression
  b = var.x == var.y
}
