import hmac
import os

from Crypto.Cipher import AES
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY = b"sixteen byte key"


def boxes(text, nonce, derive):
    # ruleid: python.cipher-constant-key
    first = AES.new(KEY, AES.MODE_GCM)
    # ruleid: python.cipher-constant-key
    second = Fernet("c2l4dGVlbiBieXRlIGtleXNpeHRlZW4gYnl0ZSBrZXk=")
    # ruleid: python.cipher-constant-key
    third = hmac.new("letmein".encode(), text, "sha256")
    # ok: python.cipher-constant-key
    fourth = Fernet(os.environ["FERNET_KEY"])
    # ok: python.cipher-constant-key
    fifth = Fernet(Fernet.generate_key())
    # ok: python.cipher-constant-key
    sixth = AESGCM(derive(KEY)).encrypt(nonce, text, None)
    # ok: python.cipher-constant-key
    seventh = hmac.new(os.urandom(32), b"constant text", "sha256")
    return first, second, third, fourth, fifth, sixth, seventh
