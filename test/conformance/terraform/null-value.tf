resource "r" "a" {
  # ruleid: null-value
  key = null
}
resource "r" "b" {
  # ok: null-value
  key = "x"
}
