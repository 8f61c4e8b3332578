import jwt
from jose import jwt as jose_jwt
from jwt import decode as read_token

OPTIONS = {"verify_signature": False}


def claims(token, key):
    # ruleid: python.jwt-unverified
    first = jwt.decode(token, options={"verify_signature": False})
    # ruleid: python.jwt-unverified
    second = read_token(token, key, algorithms=["HS256", "none"])
    # ruleid: python.jwt-unverified
    third = jwt.decode(token, key, verify=False)
    # ruleid: python.jwt-unverified
    fourth = jose_jwt.get_unverified_claims(token)
    # ruleid: python.jwt-unverified
    fifth = jwt.encode({"sub": "1"}, None, algorithm="none")
    # ok: python.jwt-unverified
    sixth = jwt.decode(token, key, algorithms=["HS256"])
    # ok: python.jwt-unverified
    seventh = jwt.decode(token, key, algorithms=["RS256"], options={"verify_exp": False})
    # ok: python.jwt-unverified
    eighth = jwt.get_unverified_header(token)
    # ok: python.jwt-unverified
    ninth = jwt.encode({"sub": "1"}, key, algorithm="HS256")
    return first, second, third, fourth, fifth, sixth, seventh, eighth, ninth
