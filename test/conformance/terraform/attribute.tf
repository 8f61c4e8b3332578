resource "aws_db_instance" "a" {
  # ruleid: attribute
  publicly_accessible = true
  nested {
    # ruleid: attribute
    publicly_accessible = true
  }
}
resource "aws_db_instance" "b" {
  # ok: attribute
  publicly_accessible = false
}
