import paramiko
from Crypto.PublicKey import RSA
from cryptography.hazmat.primitives.asymmetric import dsa, ed25519, rsa

BITS = 1024


def keys(bits):
    # ruleid: python.weak-key-size
    first = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    # ruleid: python.weak-key-size
    second = RSA.generate(BITS)
    # ruleid: python.weak-key-size
    third = dsa.generate_private_key(key_size=512 * 2)
    # ok: python.weak-key-size
    fourth = rsa.generate_private_key(public_exponent=65537, key_size=4096)
    # ok: python.weak-key-size
    fifth = RSA.generate(3072)
    # ok: python.weak-key-size
    sixth = ed25519.Ed25519PrivateKey.generate()
    # ok: python.weak-key-size
    seventh = paramiko.RSAKey.generate(bits)
    return first, second, third, fourth, fifth, sixth, seventh
