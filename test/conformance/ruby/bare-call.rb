class A
  # ruleid: bare-call
  protect_from_forgery
end
class B
  # ruleid: bare-call
  protect_from_forgery with: :exception
  # ok: bare-call
  skip_forgery
end
