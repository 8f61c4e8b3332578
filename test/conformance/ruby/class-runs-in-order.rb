# ruleid: class-runs-in-order
class A < Base
  guard
  def run
    danger
  end
end
# ok: class-runs-in-order
class B < Base
  danger
  guard
end
