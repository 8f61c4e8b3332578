import os
import tempfile
from tempfile import mktemp as temporary_name

import sequencing as lab


def scratch():
    # ruleid: python.tempfile-mktemp
    first = tempfile.mktemp(suffix=".csv")
    # ruleid: python.tempfile-mktemp
    second = temporary_name()
    # ruleid: python.tempfile-mktemp
    third = os.tempnam("/tmp", "job")
    # ok: python.tempfile-mktemp
    handle, fourth = tempfile.mkstemp()
    # ok: python.tempfile-mktemp
    fifth = tempfile.NamedTemporaryFile()
    # ok: python.tempfile-mktemp
    sixth = lab.mktemp()
    # ok: python.tempfile-mktemp
    seventh = tempfile.mkdtemp()
    return first, second, third, handle, fourth, fifth, sixth, seventh
