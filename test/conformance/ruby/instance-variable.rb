def f
  # ruleid: instance-variable
  @admin = true
  # ok: instance-variable
  @name = true
end
