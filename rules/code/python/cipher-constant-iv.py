import os

from Crypto.Cipher import AES
from Crypto.Random import get_random_bytes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

IV = b"0123456789abcdef"


def seal(key, text, received):
    # ruleid: python.cipher-constant-iv
    first = AES.new(key, AES.MODE_CBC, IV)
    # ruleid: python.cipher-constant-iv
    second = Cipher(algorithms.AES(key), modes.CBC(b"\x00" * 16))
    # ruleid: python.cipher-constant-iv
    third = AESGCM(key).encrypt(b"unique nonce", text, None)
    # ruleid: python.cipher-constant-iv
    fourth = AES.new(key, AES.MODE_GCM, nonce=bytes(12))
    # ok: python.cipher-constant-iv
    fifth = AES.new(key, AES.MODE_CBC, get_random_bytes(16))
    nonce = os.urandom(12)
    # ok: python.cipher-constant-iv
    sixth = AESGCM(key).encrypt(nonce, text, None)
    # ok: python.cipher-constant-iv
    seventh = Cipher(algorithms.AES(key), modes.CBC(received[:16]))
    # ok: python.cipher-constant-iv
    eighth = AES.new(key, AES.MODE_GCM)
    return first, second, third, fourth, fifth, sixth, seventh, eighth
