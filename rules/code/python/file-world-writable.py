import os
import stat
from pathlib import Path

OPEN = 0o666


def publish(path, mode):
    # ruleid: python.file-world-writable
    os.chmod(path, 0o777)
    # ruleid: python.file-world-writable
    os.chmod(path, OPEN)
    # ruleid: python.file-world-writable
    os.chmod(path, stat.S_IRUSR | stat.S_IWOTH)
    # ruleid: python.file-world-writable
    Path("/srv/out").chmod(0o666)
    # ruleid: python.file-world-writable
    os.umask(0)
    # ok: python.file-world-writable
    os.chmod(path, 0o755)
    # ok: python.file-world-writable
    os.chmod(path, 0o600)
    # ok: python.file-world-writable
    os.chmod(path, stat.S_IRUSR | stat.S_IWUSR)
    # ok: python.file-world-writable
    os.chmod(path, mode)
    # ok: python.file-world-writable
    os.umask(0o077)
