locals {
  # ruleid: splat
  a = aws_subnet.x[*].id
  # ok: splat
  b = aws_subnet.x[0].id
}
