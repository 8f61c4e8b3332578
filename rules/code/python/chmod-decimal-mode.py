import os
from os import chmod
from pathlib import Path


def lock(path, number):
    # ruleid: python.chmod-decimal-mode
    os.chmod(path, 400)
    # ruleid: python.chmod-decimal-mode
    chmod("/srv/key.pem", 600)
    # ruleid: python.chmod-decimal-mode
    Path(path).chmod(755)
    # ok: python.chmod-decimal-mode
    os.chmod(path, 0o400)
    # ok: python.chmod-decimal-mode
    os.chmod(path, 256)
    # ok: python.chmod-decimal-mode
    os.chmod(path, number)
    # ok: python.chmod-decimal-mode
    os.truncate(path, 400)
