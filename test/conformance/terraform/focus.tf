resource "a" "a" {
  name = "x"
  # ruleid: focus
  cidr = "0.0.0.0/0"
}
resource "a" "b" {
  # ok: focus
  cidr = "10.0.0.0/8"
}
