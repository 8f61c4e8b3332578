import hashlib
from hashlib import sha512


def store(user, password, salt, form):
    # ruleid: python.password-fast-hash
    first = hashlib.sha256(password.encode()).hexdigest()
    # ruleid: python.password-fast-hash
    second = sha512((salt + form["password"]).encode())
    data = f"{salt}${user.password}".encode()
    # ruleid: python.password-fast-hash
    third = hashlib.sha3_256(data)
    # ok: python.password-fast-hash
    fourth = hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1)
    # ok: python.password-fast-hash
    fifth = hashlib.sha256(user.avatar).hexdigest()
    # ok: python.password-fast-hash
    sixth = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, 600_000)
    # ok: python.password-fast-hash
    seventh = hashlib.sha256(f"{user.name}:{len(password)}".encode())
    return first, second, third, fourth, fifth, sixth, seventh
