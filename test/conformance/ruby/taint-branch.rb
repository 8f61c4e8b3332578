def f(c)
  x = "a"
  if c
    x = source
  end
  # ruleid: taint-branch
  sink(x)
  x = "b"
  # ok: taint-branch
  sink(x)
end
