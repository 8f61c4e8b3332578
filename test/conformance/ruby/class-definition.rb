# ruleid: class-definition
class A < ActionController::Base
  def x; end
end

# ok: class-definition
class B < Other
  def x; end
end
