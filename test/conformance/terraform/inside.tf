resource "server" "a" {
  # ruleid: inside
  port = 1
}
resource "client" "a" {
  # ok: inside
  port = 1
}
