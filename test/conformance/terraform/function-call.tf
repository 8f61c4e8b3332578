locals {
  # ruleid: function-call
  a = file("x")
  # ruleid: function-call
  b = upper(file("y"))
  # ok: function-call
  c = templatefile("x")
}
