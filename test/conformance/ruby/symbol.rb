class A
  # ruleid: symbol
  before_action :authenticate
  # ok: symbol
  before_action :load
end
