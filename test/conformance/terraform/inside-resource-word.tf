# ruleid: inside-resource-word
resource "server" "a" {
  port = 1
}
# ok: inside-resource-word
resource "server" "b" {
  tls = true
}
