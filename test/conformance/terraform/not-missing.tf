# ruleid: not-missing
resource "db" "a" {
  size = 1
}
# ok: not-missing
resource "db" "b" {
  size      = 1
  encrypted = true
}
