resource "a" "a" {
  # ruleid: number-string
  size = 10
}
resource "a" "b" {
  # ok: number-string
  size = 11
}
