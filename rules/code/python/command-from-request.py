import asyncio
import os
import shlex
import subprocess

from flask import Flask, request

app = Flask(__name__)
TOOLS = {"convert": "/usr/bin/convert"}


@app.route("/run/<tool>")
def run(tool, client):
    name = request.args.get("name", "")
    # ruleid: python.command-from-request
    subprocess.run([tool, "--version"], check=True)
    # ruleid: python.command-from-request
    subprocess.check_output(["bash", "-c", "ls " + name])
    # ruleid: python.command-from-request
    os.execvp(name, [name])
    words = request.form["words"].split()
    # ruleid: python.command-from-request
    subprocess.Popen(words)
    # ruleid: python.command-from-request
    client.exec_command(f"ls {name}")
    # ok: python.command-from-request
    subprocess.run(["/usr/bin/file", name], check=True)
    # ok: python.command-from-request
    client.exec_command(f"ls {shlex.quote(name)}")
    # ok: python.command-from-request
    subprocess.run(["kill", str(int(request.args["pid"]))])
    # ok: python.command-from-request
    subprocess.run(["sh", "-c", "uptime"])
    return ""


def build(target):
    # ok: python.command-from-request
    subprocess.run([target, "--help"])


async def upload(request):
    body = await request.json()
    # ruleid: python.command-from-request
    await asyncio.create_subprocess_exec(body["program"], "-v")
    # ok: python.command-from-request
    await asyncio.create_subprocess_exec("/usr/bin/env", body["program"])
