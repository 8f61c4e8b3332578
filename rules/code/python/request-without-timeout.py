import httpx
import requests
from requests import get as fetch

from .fakes import requests as fake


def calls(url, options):
    # ruleid: python.request-without-timeout
    first = requests.post(url, json={})
    # ruleid: python.request-without-timeout
    second = fetch(url)
    # ruleid: python.request-without-timeout
    third = requests.get(url, timeout=None)
    # ruleid: python.request-without-timeout
    fourth = httpx.Client(timeout=None)
    # ok: python.request-without-timeout
    fifth = requests.get(url, timeout=10)
    # ok: python.request-without-timeout
    sixth = httpx.get(url)
    # ok: python.request-without-timeout
    seventh = requests.get(url, **options)
    # ok: python.request-without-timeout
    eighth = fake.get(url)
    return first, second, third, fourth, fifth, sixth, seventh, eighth
