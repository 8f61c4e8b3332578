# ruleid: method-call
name.html_safe
# ruleid: method-call
puts name.html_safe
# ok: method-call
name.to_s
