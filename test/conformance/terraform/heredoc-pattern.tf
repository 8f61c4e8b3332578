resource "r" "a" {
  # ruleid: heredoc-pattern
  policy = <<JSON
{"Effect": "Allow"}
JSON
}
resource "r" "b" {
  # ok: heredoc-pattern
  policy = file("policy.json")
}
