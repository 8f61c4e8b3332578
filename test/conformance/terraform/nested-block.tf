resource "b" "a" {
  # ruleid: nested-block
  versioning {
    enabled = false
  }
}
resource "b" "b" {
  # ok: nested-block
  versioning {
    enabled = true
  }
}
