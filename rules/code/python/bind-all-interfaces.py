import socket

import uvicorn
from flask import Flask

app = Flask(__name__)
ANY = "0.0.0.0"


def serve(address):
    server = socket.socket()
    # ruleid: python.bind-all-interfaces
    server.bind(("0.0.0.0", 8080))
    # ruleid: python.bind-all-interfaces
    server.bind((ANY, 8081))
    # ruleid: python.bind-all-interfaces
    uvicorn.run(app, host="0.0.0.0", port=8082)
    # ruleid: python.bind-all-interfaces
    app.run("0.0.0.0")
    # ok: python.bind-all-interfaces
    server.bind(("127.0.0.1", 8080))
    # ok: python.bind-all-interfaces
    app.run(host="localhost")
    # ok: python.bind-all-interfaces
    server.bind((address, 8080))
    # ok: python.bind-all-interfaces
    blocked = address == "0.0.0.0"
    return blocked
