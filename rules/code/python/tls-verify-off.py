import aiohttp
import httpx
import requests
from requests import get as fetch

import hardware


def calls(url):
    # ruleid: python.tls-verify-off
    first = requests.post(url, json={}, verify=False, timeout=5)
    # ruleid: python.tls-verify-off
    second = fetch(url, verify=False, timeout=5)
    # ruleid: python.tls-verify-off
    third = httpx.Client(verify=False)
    session = requests.Session()
    # ruleid: python.tls-verify-off
    session.verify = False
    # ruleid: python.tls-verify-off
    session.get(url, verify=False)
    # ruleid: python.tls-verify-off
    connector = aiohttp.TCPConnector(ssl=False)
    # ok: python.tls-verify-off
    session.get(url, verify="/etc/ssl/own.pem")
    # ok: python.tls-verify-off
    fourth = requests.get(url, verify=True, timeout=5)
    # ok: python.tls-verify-off
    fifth = hardware.get(url, verify=False)
    # ok: python.tls-verify-off
    sixth = httpx.get(url)
    return first, second, third, connector, fourth, fifth, sixth
