# ruleid: command-call
eval(code)
# ruleid: command-call
eval code
# ok: command-call
eval(code, binding)
