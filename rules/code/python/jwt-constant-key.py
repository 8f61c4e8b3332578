import os

import jwt
from jose import jwt as jose_jwt

SECRET = "kept-in-the-source"
PUBLIC = "-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----"


def tokens(claims, token, settings):
    # ruleid: python.jwt-constant-key
    first = jwt.encode(claims, "kept-in-the-source", algorithm="HS256")
    # ruleid: python.jwt-constant-key
    second = jwt.decode(token, SECRET, algorithms=["HS256"])
    # ruleid: python.jwt-constant-key
    third = jose_jwt.encode(claims, SECRET)
    # ok: python.jwt-constant-key
    fourth = jwt.encode(claims, os.environ["JWT_KEY"], algorithm="HS256")
    # ok: python.jwt-constant-key
    fifth = jwt.decode(token, PUBLIC, algorithms=["ES256"])
    # ok: python.jwt-constant-key
    sixth = jwt.decode(token, settings.jwt_key, algorithms=["HS256"])
    # ok: python.jwt-constant-key
    seventh = jwt.decode(token, os.getenv("JWT_KEY"), algorithms=["HS256"])
    return first, second, third, fourth, fifth, sixth, seventh
