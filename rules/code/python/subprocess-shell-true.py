import shlex
import subprocess
from subprocess import check_output as output

import cluster


def build(target, flags):
    # ruleid: python.subprocess-shell-true
    subprocess.run("make " + target, shell=True)
    # ruleid: python.subprocess-shell-true
    output(f"cc {flags}", shell=True, text=True)
    # ruleid: python.subprocess-shell-true
    subprocess.Popen(args=target, shell=True)
    # ok: python.subprocess-shell-true
    subprocess.run(["make", target])
    # ok: python.subprocess-shell-true
    subprocess.call("make all", shell=True)
    command = "make clean"
    # ok: python.subprocess-shell-true
    subprocess.call(command, shell=True)
    # ok: python.subprocess-shell-true
    subprocess.run(shlex.join(flags), shell=True)
    # ok: python.subprocess-shell-true
    cluster.run(target, shell=True)
