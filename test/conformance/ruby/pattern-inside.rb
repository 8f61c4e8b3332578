class A < ApplicationController
  def x
    # ruleid: pattern-inside
    render inline: name
    # ok: pattern-inside
    render plain: name
  end
end

class B
  def x
    # ok: pattern-inside
    render inline: name
  end
end
