provider "x" {
  # ruleid: any-string
  token = "abc"
}
provider "y" {
  # ok: any-string
  token = var.token
}
