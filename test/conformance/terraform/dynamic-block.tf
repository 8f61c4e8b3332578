resource "r" "a" {
  dynamic "rule" {
    for_each = var.rules
    # ruleid: dynamic-block
    content {
      open = true
    }
  }
}
