# ok: same-metavariable
resource "r" "a" {
  a = 1
  b = 2
}
# ruleid: same-metavariable
resource "r" "b" {
  a = var.x
  c = 1
  b = var.x
}
