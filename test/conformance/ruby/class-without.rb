# ruleid: class-without
class A < ApplicationController
  def x; end
end

# ok: class-without
class B < ApplicationController
  protect_from_forgery with: :exception
end
