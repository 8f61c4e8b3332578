resource "a" "a" {
  # ruleid: bool-string
  enabled = true
}
resource "a" "b" {
  # ruleid: bool-string
  enabled = "true"
}
resource "a" "c" {
  # ok: bool-string
  enabled = "false"
}
