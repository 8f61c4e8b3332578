# ruleid: metavariable-regex
a.instance_eval(code)
# ok: metavariable-regex
a.run(code)
