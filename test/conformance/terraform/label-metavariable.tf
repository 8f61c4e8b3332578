# ruleid: label-metavariable
resource "a" "same" {
  name = "same"
}
# ok: label-metavariable
resource "a" "one" {
  name = "other"
}
