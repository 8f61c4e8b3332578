from Crypto.Cipher import AES, ARC4, DES3
from Cryptodome.Cipher import Blowfish as Fish
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

import chess


def seal(key, nonce, text):
    # ruleid: python.weak-cipher
    first = ARC4.new(key).encrypt(text)
    # ruleid: python.weak-cipher
    second = DES3.new(key, DES3.MODE_CFB, nonce)
    # ruleid: python.weak-cipher
    third = Fish.new(key, Fish.MODE_CBC)
    # ruleid: python.weak-cipher
    fourth = Cipher(algorithms.TripleDES(key), modes.CBC(nonce))
    # ok: python.weak-cipher
    fifth = AES.new(key, AES.MODE_GCM)
    # ok: python.weak-cipher
    sixth = Cipher(algorithms.AES(key), modes.GCM(nonce))
    # ok: python.weak-cipher
    seventh = chess.CAST5(key)
    # ok: python.weak-cipher
    eighth = algorithms.ChaCha20(key, nonce)
    return first, second, third, fourth, fifth, sixth, seventh, eighth
