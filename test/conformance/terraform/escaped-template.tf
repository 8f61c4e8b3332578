locals {
  # ruleid: escaped-template
  a = "x${var.b}"
  # ok: escaped-template
  c = "x$${var.b}"
}
