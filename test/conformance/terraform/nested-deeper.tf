# ruleid: nested-deeper
resource "w" "a" {
  configuration {
    result {
      encryption {
        on = true
      }
    }
  }
}
# ok: nested-deeper
resource "w" "b" {
  configuration {
    result {}
  }
}
