# ruleid: two-blocks
resource "bucket" "open" {}
# ok: two-blocks
resource "bucket" "shut" {}
resource "other" "x" {}
resource "block" "y" {
  bucket = bucket.shut.id
}
