class A
  # ruleid: symbol-metavariable
  attr_accessor :password_hash
  # ok: symbol-metavariable
  attr_accessor :name
end
