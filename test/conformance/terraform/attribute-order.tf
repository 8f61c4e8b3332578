# ruleid: attribute-order
resource "t" "n" {
  a = 1
  c = 3
  b = 2
}
# ok: attribute-order
resource "t" "m" {
  a = 1
}
