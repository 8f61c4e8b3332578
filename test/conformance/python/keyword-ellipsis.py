# ruleid: keyword-ellipsis
run(cmd, shell=True)
# ruleid: keyword-ellipsis
run(shell=True, cwd=x)
# ok: keyword-ellipsis
run(cmd, shell=False)
# ok: keyword-ellipsis
run(cmd, True)
