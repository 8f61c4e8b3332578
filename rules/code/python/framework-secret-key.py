import os
import secrets

from flask import Flask
from starlette.middleware.sessions import SessionMiddleware

app = Flask(__name__)
# ruleid: python.framework-secret-key
app.config["SECRET_KEY"] = "a lazy dog"
# ruleid: python.framework-secret-key
app.secret_key = b"\x00\x01\x02\x03 five"
# ruleid: python.framework-secret-key
app.config.update(DEBUG=False, SECRET_KEY="a lazy dog")
# ruleid: python.framework-secret-key
SECRET_KEY = "django-insecure-a-lazy-dog"
# ok: python.framework-secret-key
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
# ok: python.framework-secret-key
app.secret_key = secrets.token_bytes()
# ok: python.framework-secret-key
app.config["SECRET_KEY_FALLBACKS_FILE"] = "keys.json"
# ok: python.framework-secret-key
SECRET_KEY = ""


def wire(api):
    # ruleid: python.framework-secret-key
    api.add_middleware(SessionMiddleware, secret_key="a lazy dog")
    # ok: python.framework-secret-key
    api.add_middleware(SessionMiddleware, secret_key=os.environ["SESSION_KEY"])
