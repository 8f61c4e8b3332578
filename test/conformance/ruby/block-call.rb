# ruleid: block-call
open(url) do |f|
  f.read
end
# ruleid: block-call
open(url)
# ok: block-call
close(url)
