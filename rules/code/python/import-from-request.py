import importlib

from flask import Flask, request

app = Flask(__name__)
PLUGINS = {"pdf": "exporters.pdf"}


@app.route("/export/<kind>")
def export(kind):
    # ruleid: python.import-from-request
    module = importlib.import_module("exporters." + kind)
    action = request.values["action"]
    # ruleid: python.import-from-request
    getattr(module, action)()
    # ruleid: python.import-from-request
    globals()[action]()
    # ok: python.import-from-request
    importlib.import_module("exporters.pdf")
    plugin = PLUGINS[kind]
    # ok: python.import-from-request
    importlib.import_module(plugin)
    # ok: python.import-from-request
    title = getattr(module, action, None)
    return title


def load(name):
    # ok: python.import-from-request
    return importlib.import_module(name)
