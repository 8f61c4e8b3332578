# ruleid: case-when
case role
when "user"
  a
when "admin"
  b
end
# ok: case-when
case role
when "user"
  a
end
