resource "r" "a" {
  # ok: same-metavariable
  a = 1
  b = 2
}
resource "r" "b" {
  # ruleid: same-metavariable
  a = var.x
  c = 1
  b = var.x
}
