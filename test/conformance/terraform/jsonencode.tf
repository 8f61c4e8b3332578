resource "p" "a" {
  # ruleid: jsonencode
  policy = jsonencode({
    Version = "1"
    Statement = [
      { Effect = "Allow", Action = "*" },
    ]
  })
}
resource "p" "b" {
  # ok: jsonencode
  policy = jsonencode({ Statement = [] })
}
