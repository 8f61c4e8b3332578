import tempfile

PATH = "/tmp/report.csv"


def report(text, folder):
    # ruleid: python.temporary-file-predictable
    with open("/tmp/report.txt", "w") as file:
        file.write(text)
    # ruleid: python.temporary-file-predictable
    with open(PATH, "a", encoding="utf-8") as file:
        file.write(text)
    # ruleid: python.temporary-file-predictable
    with open("/dev/shm/state", mode="wb") as file:
        file.write(text)
    # ok: python.temporary-file-predictable
    with open("/tmp/report.txt") as file:
        text = file.read()
    # ok: python.temporary-file-predictable
    with tempfile.NamedTemporaryFile("w") as file:
        file.write(text)
    # ok: python.temporary-file-predictable
    with open("/srv/tmp/report.txt", "x") as file:
        file.write(text)
    # ok: python.temporary-file-predictable
    with open(folder + "/tmp/report.txt", "w") as file:
        file.write(text)
