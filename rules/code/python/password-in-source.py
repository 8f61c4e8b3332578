import os

import psycopg2
import requests

# ruleid: python.password-in-source
DB_PASSWORD = "hunter2-Sunday"
# ok: python.password-in-source
PASSWORD_FIELD = "password"
# ok: python.password-in-source
password = "your-password-here"
# ok: python.password-in-source
API_KEY = os.environ["API_KEY"]
# ok: python.password-in-source
secret_name = "projects/1/secrets/db"


def connect(host, user, ask):
    # ruleid: python.password-in-source
    first = psycopg2.connect(host=host, user=user, password="Tr0ub4dor&3")
    # ruleid: python.password-in-source
    config = {"api_key": "f3a9c1d7e5b2", "host": host}
    # ok: python.password-in-source
    second = psycopg2.connect(host=host, user=user, password=os.environ["DB_PASSWORD"])
    # ok: python.password-in-source
    third = requests.post(host, json={"password": ask("Password: ")}, timeout=5)
    # ok: python.password-in-source
    fourth = ask(password="")
    # ruleid: python.password-in-source
    if config["user"].password == "orator":
        return None
    # ok: python.password-in-source
    if config["field"] == "orator":
        return None
    return first, config, second, third, fourth


class Client:
    def __init__(self):
        # ruleid: python.password-in-source
        self.auth_token = "9d1c7b42af"
        # ok: python.password-in-source
        self.access_token = None
