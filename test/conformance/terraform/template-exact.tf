resource "a" "a" {
  # ruleid: template-exact
  name = "x-${var.env}"
}
resource "a" "b" {
  # ok: template-exact
  name = "y-${var.env}"
}
