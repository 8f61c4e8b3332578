# ruleid: string-formatted
run(f"rm {name}")
# ruleid: string-formatted
run(f"{name} rm")
# ok: string-formatted
run("rm {name}")
# ok: string-formatted
run(f"rm")
