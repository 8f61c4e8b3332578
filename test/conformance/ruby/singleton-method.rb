class A
  # ruleid: singleton-method
  def self.build(x)
    x
  end

  # ok: singleton-method
  def run(x)
    x
  end
end
