import numpy as np
from numpy import load

import mylib

ALLOW = True


def arrays(path):
    # ruleid: python.numpy-allow-pickle
    first = np.load(path, allow_pickle=True)
    # ruleid: python.numpy-allow-pickle
    second = load(path, mmap_mode="r", allow_pickle=True)
    # ruleid: python.numpy-allow-pickle
    third = np.load(path, allow_pickle=ALLOW)
    # ok: python.numpy-allow-pickle
    fourth = np.load(path)
    # ok: python.numpy-allow-pickle
    fifth = np.load(path, allow_pickle=False)
    # ok: python.numpy-allow-pickle
    sixth = mylib.load(path, allow_pickle=True)
    return first, second, third, fourth, fifth, sixth
