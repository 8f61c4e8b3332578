# ruleid: nested-in-block
resource "b" "a" {
  name = "x"
  ingress {
    port        = 22
    cidr_blocks = ["0.0.0.0/0"]
  }
}
# ok: nested-in-block
resource "b" "b" {
  egress {
    cidr_blocks = ["0.0.0.0/0"]
  }
}
