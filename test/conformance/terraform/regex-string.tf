resource "a" "a" {
  # ruleid: regex-string
  url = "http://x"
}
resource "a" "b" {
  # ok: regex-string
  url = "https://x"
}
