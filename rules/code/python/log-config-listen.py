import logging.config
from logging.config import dictConfig, listen


def configure(check, settings, socket):
    # ruleid: python.log-config-listen
    first = logging.config.listen()
    # ruleid: python.log-config-listen
    second = listen(9030)
    # ruleid: python.log-config-listen
    third = listen(port=9031)
    # ok: python.log-config-listen
    fourth = listen(9030, verify=check)
    # ok: python.log-config-listen
    dictConfig(settings)
    # ok: python.log-config-listen
    socket.listen(5)
    return first, second, third, fourth
