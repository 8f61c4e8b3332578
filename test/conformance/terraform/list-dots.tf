resource "b" "a" {
  # ruleid: list-dots
  cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"]
}
resource "b" "b" {
  # ok: list-dots
  cidr_blocks = ["10.0.0.0/8"]
}
