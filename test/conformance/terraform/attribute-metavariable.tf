resource "x" "a" {
  # ruleid: attribute-metavariable
  password = "abc"
}
resource "x" "b" {
  # ruleid: attribute-metavariable
  password = var.p
  # ok: attribute-metavariable
  passwords = "x"
}
