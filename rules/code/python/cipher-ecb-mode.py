from Crypto.Cipher import AES
from Crypto.Cipher import AES as Rijndael
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.modes import ECB

from music import modes as scales


def seal(key, nonce):
    # ruleid: python.cipher-ecb-mode
    first = AES.new(key, AES.MODE_ECB)
    # ruleid: python.cipher-ecb-mode
    second = Rijndael.new(key, mode=AES.MODE_ECB)
    # ruleid: python.cipher-ecb-mode
    third = Cipher(algorithms.AES(key), modes.ECB())
    # ruleid: python.cipher-ecb-mode
    fourth = ECB()
    # ok: python.cipher-ecb-mode
    fifth = AES.new(key, AES.MODE_GCM, nonce=nonce)
    # ok: python.cipher-ecb-mode
    sixth = Cipher(algorithms.AES(key), modes.GCM(nonce))
    # ok: python.cipher-ecb-mode
    seventh = scales.ECB()
    return first, second, third, fourth, fifth, sixth, seventh
