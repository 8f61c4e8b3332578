import os

from flask import Flask
from werkzeug.serving import run_simple

from .batch import Batch

app = Flask(__name__)
batch = Batch()
# ruleid: python.flask-debug
app.config["DEBUG"] = True
# ruleid: python.flask-debug
app.debug = True
# ok: python.flask-debug
batch.debug = True
# ok: python.flask-debug
app.config["DEBUG"] = False

if __name__ == "__main__":
    if os.environ.get("RELOAD"):
        # ok: python.flask-debug
        app.run(debug=False, use_reloader=True)
    # ruleid: python.flask-debug
    run_simple("localhost", 5000, app, use_debugger=True)
    # ok: python.flask-debug
    run_simple("localhost", 5000, app, use_reloader=True)
    # ruleid: python.flask-debug
    app.run(port=5000, debug=True)
