import asyncio
import os
import shlex
import subprocess
from os import popen as run_text

import mysystem

CLEAR = "clear"


async def tools(name, args):
    # ruleid: python.os-system-dynamic
    os.system("ping -c 1 " + name)
    # ruleid: python.os-system-dynamic
    lines = run_text(f"grep {name} /var/log/syslog").read()
    # ruleid: python.os-system-dynamic
    status, text = subprocess.getstatusoutput("id %s" % name)
    command = "tar xf {}".format(name)
    # ruleid: python.os-system-dynamic
    await asyncio.create_subprocess_shell(command, stdout=asyncio.subprocess.PIPE)
    # ok: python.os-system-dynamic
    os.system("clear")
    # ok: python.os-system-dynamic
    os.system(CLEAR)
    # ok: python.os-system-dynamic
    subprocess.run(["ping", "-c", "1", name], check=True)
    # ok: python.os-system-dynamic
    os.system(shlex.join(args))
    # ok: python.os-system-dynamic
    mysystem.popen(name)
    # ok: python.os-system-dynamic
    await asyncio.create_subprocess_exec("tar", "xf", name)
    return lines, status, text
