import shutil
import tarfile
import zipfile
from tarfile import open as open_tar


def unpack(path, folder, checked):
    archive = tarfile.open(path)
    # ruleid: python.archive-extract-unfiltered
    archive.extractall(folder)
    with open_tar(path, "r:gz") as other:
        # ruleid: python.archive-extract-unfiltered
        other.extractall()
        # ok: python.archive-extract-unfiltered
        other.extractall(folder, filter="data")
        # ok: python.archive-extract-unfiltered
        other.extractall(folder, members=checked(other))
        # ok: python.archive-extract-unfiltered
        names = other.getnames()
    # ruleid: python.archive-extract-unfiltered
    tarfile.open(path).extractall(folder)
    # ruleid: python.archive-extract-unfiltered
    shutil.unpack_archive(path, folder)
    # ok: python.archive-extract-unfiltered
    shutil.unpack_archive(path, folder, filter="data")
    with zipfile.ZipFile(path) as third:
        # ok: python.archive-extract-unfiltered
        third.extractall(folder)
    return names


def one(archive: tarfile.TarFile, name):
    # ruleid: python.archive-extract-unfiltered
    archive.extract(name)
