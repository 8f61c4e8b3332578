# ruleid: block-do
list.each do |x|
  work x
end
# ruleid: block-do
list.each { |x| work x }
# ok: block-do
list.map { |x| work x }
