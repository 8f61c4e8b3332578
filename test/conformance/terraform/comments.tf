resource "r" "a" {
  // ruleid: comments
  a = /* one */ 1
  # ok: comments
  b = 1
}
