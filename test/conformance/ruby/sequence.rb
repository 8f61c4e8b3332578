def f
  # ruleid: sequence
  x = File.open("a")
  work x
  x.close
end

def g
  # ok: sequence
  y = File.open("a")
  work y
end
