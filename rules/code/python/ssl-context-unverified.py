import ssl
from ssl import CERT_NONE, CERT_REQUIRED, _create_unverified_context


def contexts(host):
    # ruleid: python.ssl-context-unverified
    first = ssl._create_unverified_context()
    # ruleid: python.ssl-context-unverified
    second = _create_unverified_context()
    # ruleid: python.ssl-context-unverified
    third = ssl.wrap_socket(host.socket)
    context = ssl.create_default_context()
    # ok: python.ssl-context-unverified
    context.wrap_socket(host.socket, server_hostname=host.name)
    # ruleid: python.ssl-context-unverified
    context.check_hostname = False
    # ruleid: python.ssl-context-unverified
    context.verify_mode = CERT_NONE
    # ok: python.ssl-context-unverified
    context.check_hostname = True
    # ok: python.ssl-context-unverified
    context.verify_mode = CERT_REQUIRED
    # ok: python.ssl-context-unverified
    fourth = ssl.create_default_context(cafile="/etc/ssl/own.pem")
    if context.check_hostname is False:
        # ok: python.ssl-context-unverified
        context.load_verify_locations(host.file)
    return first, second, third, fourth
