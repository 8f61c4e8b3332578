# ruleid: any-block
variable "x" {
  type = string
}
# ok: any-block
variable "y" {
  type = string
}
