# ruleid: module-definition
module A
  x = 1
end

# ok: module-definition
class B
  x = 1
end
