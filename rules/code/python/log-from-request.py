import logging

from flask import Flask, current_app, request

app = Flask(__name__)
log = logging.getLogger(__name__)


@app.route("/log")
def show():
    name = request.args.get("name")
    # ruleid: python.log-from-request
    app.logger.info("Name: " + name)
    # ruleid: python.log-from-request
    current_app.logger.error("%s", name)
    # ruleid: python.log-from-request
    logging.warning(f"Agent {request.headers['User-Agent']}")
    # ok: python.log-from-request
    log.info("Name: %r", name)
    # ok: python.log-from-request
    log.info("Name: %s", name.replace("\n", " "))
    # ok: python.log-from-request
    log.info("Page %d", int(request.args["page"]))
    # ok: python.log-from-request
    log.info("Request from %s", request.method)
    # ok: python.log-from-request
    app.names.info(name)
    return ""
