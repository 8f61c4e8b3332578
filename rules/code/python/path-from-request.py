import os
from pathlib import Path

from flask import Flask, abort, request, send_file, send_from_directory
from werkzeug.utils import secure_filename

app = Flask(__name__)
ROOT = Path("/srv/files")


@app.route("/files/<path:name>")
def download(name):
    # ruleid: python.path-from-request
    first = send_file("/srv/files/" + name)
    # ruleid: python.path-from-request
    with open(os.path.join("/srv/files", request.args["name"])) as file:
        text = file.read()
    path = ROOT / name
    # ruleid: python.path-from-request
    data = path.read_bytes()
    # ruleid: python.path-from-request
    os.remove(f"/srv/files/{name}")
    # ok: python.path-from-request
    send_from_directory("/srv/files", name)
    # ok: python.path-from-request
    open(os.path.join("/srv/files", secure_filename(name)))
    # ok: python.path-from-request
    open("/srv/files/%d.txt" % int(request.args["id"]))
    return first, text, data


@app.route("/checked/<path:name>")
def checked(name):
    path = (ROOT / name).resolve()
    if not path.is_relative_to(ROOT):
        abort(404)
    # ok: python.path-from-request
    return path.read_text()


@app.route("/upload", methods=["POST"])
def upload():
    file = request.files["file"]
    # ruleid: python.path-from-request
    file.save(os.path.join("/srv/files", file.filename))
    # ok: python.path-from-request
    file.save(os.path.join("/srv/files", secure_filename(file.filename)))
    return ""


def read(name):
    # ok: python.path-from-request
    return open(name)
