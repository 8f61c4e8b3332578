# ruleid: string-regex
run("sudo rm")
# ok: string-regex
run("rm sudo ")
