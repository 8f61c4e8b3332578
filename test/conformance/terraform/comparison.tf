resource "a" "a" {
  # ruleid: comparison
  retention_days = 7
}
resource "a" "b" {
  # ok: comparison
  retention_days = 90
}
