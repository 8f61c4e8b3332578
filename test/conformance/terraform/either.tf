resource "r" "a" {
  # ruleid: either
  a = true
  # ruleid: either
  b = false
  # ok: either
  c = true
}
