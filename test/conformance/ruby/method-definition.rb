# ruleid: method-definition
def f(a, b)
  work
  eval(b)
end

# ok: method-definition
def g(a)
  work
end
