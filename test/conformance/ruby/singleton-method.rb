class Target
  # ruleid: singleton-method
  def run(x)
  end
  # ok: singleton-method
  def self.run(x)
  end
end
