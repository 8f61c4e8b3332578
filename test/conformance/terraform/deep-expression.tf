resource "r" "a" {
  # ruleid: deep-expression
  key = base64encode(upper(var.secret))
}
resource "r" "b" {
  # ok: deep-expression
  key = var.public
}
