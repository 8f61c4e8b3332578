import ssl
from ssl import PROTOCOL_TLSv1_1, TLSVersion

from OpenSSL import SSL


def contexts(socket):
    # ruleid: python.ssl-old-version
    first = ssl.SSLContext(ssl.PROTOCOL_TLSv1)
    # ruleid: python.ssl-old-version
    second = ssl.SSLContext(PROTOCOL_TLSv1_1)
    # ruleid: python.ssl-old-version
    third = SSL.Context(SSL.SSLv3_METHOD)
    context = ssl.create_default_context()
    # ruleid: python.ssl-old-version
    context.minimum_version = TLSVersion.TLSv1
    # ok: python.ssl-old-version
    context.minimum_version = TLSVersion.TLSv1_2
    # ok: python.ssl-old-version
    fourth = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    # ok: python.ssl-old-version
    fifth = SSL.Context(SSL.TLS_METHOD)
    # ok: python.ssl-old-version
    refused = context.maximum_version == TLSVersion.TLSv1
    return first, second, third, fourth, fifth, refused
