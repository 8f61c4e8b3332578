import subprocess as sp
from subprocess import run, call as go
# ruleid: import-alias
sp.run("x")
# ruleid: import-alias
run("x")
# ok: import-alias
go("x")
# ok: import-alias
other.run("x")
