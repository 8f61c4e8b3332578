import random
import secrets
import string
import uuid
from random import choice


def generate_token(length):
    # ruleid: python.random-for-secret
    return "".join(random.choice(string.ascii_letters) for _ in range(length))


def register(user, colours, length):
    # ruleid: python.random-for-secret
    user.api_key = "%032x" % random.getrandbits(128)
    # ruleid: python.random-for-secret
    password = "".join([choice(string.digits) for _ in range(length)])
    # ruleid: python.random-for-secret
    session_id = uuid.uuid1()
    # ok: python.random-for-secret
    user.secret = secrets.token_hex(16)
    # ok: python.random-for-secret
    colour = random.choice(colours)
    # ok: python.random-for-secret
    token = "".join(secrets.choice(string.digits) for _ in range(6))
    # ok: python.random-for-secret
    otp = random.SystemRandom().randint(0, 999999)
    # ok: python.random-for-secret
    delay = random.uniform(0, 1)
    return password, session_id, colour, token, otp, delay
