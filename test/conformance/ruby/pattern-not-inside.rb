# ruleid: pattern-not-inside
delete(1)
if admin?
  # ok: pattern-not-inside
  delete(2)
end
