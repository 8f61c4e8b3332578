# ruleid: splat-block-argument
list.map(&:to_s)
# ok: splat-block-argument
list.map(&:to_i)
