resource "r" "a" {
  name = "a"
  # ruleid: order-of-attributes
  from = 1
  inner {
    # ok: order-of-attributes
    to   = 2
    from = 1
  }
  to = 2
}
