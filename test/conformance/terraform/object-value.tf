resource "a" "a" {
  # ruleid: object-value
  tags = {
    name = "x"
    env  = "prod"
  }
}
resource "a" "b" {
  # ok: object-value
  tags = { env = "dev" }
}
