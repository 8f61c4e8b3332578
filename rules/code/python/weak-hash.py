import hashlib
import hmac
from hashlib import md5 as digest

from Crypto.Hash import MD4
from cryptography.hazmat.primitives import hashes

import etags


def sums(data, key):
    # ruleid: python.weak-hash
    first = hashlib.sha1(data).hexdigest()
    # ruleid: python.weak-hash
    second = digest(data)
    # ruleid: python.weak-hash
    third = hashlib.new("md5", data)
    # ruleid: python.weak-hash
    fourth = hashes.Hash(hashes.MD5())
    # ruleid: python.weak-hash
    fifth = MD4.new(data)
    # ruleid: python.weak-hash
    sixth = hmac.new(key, data, hashlib.md5)
    # ok: python.weak-hash
    seventh = hashlib.sha256(data).hexdigest()
    # ok: python.weak-hash
    eighth = hashlib.md5(data, usedforsecurity=False)
    # ok: python.weak-hash
    ninth = hashlib.new("sha256", data)
    # ok: python.weak-hash
    tenth = etags.md5(data)
    # ok: python.weak-hash
    eleventh = hmac.new(key, data, hashlib.sha256)
    return first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth, eleventh
