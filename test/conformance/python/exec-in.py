# ruleid: exec-in
exec "code"
# ruleid: exec-in
exec code in ns
# ruleid: exec-in
exec(code)
# ok: exec-in
exec(code, ns)
