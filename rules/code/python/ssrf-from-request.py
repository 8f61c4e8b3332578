import urllib.request

import httpx
import requests
from flask import Flask, request

app = Flask(__name__)
HOSTS = {"eu": "https://eu.example.com", "us": "https://us.example.com"}


@app.route("/fetch")
def fetch():
    url = request.args.get("url")
    # ruleid: python.ssrf-from-request
    page = requests.get(url, timeout=5)
    host = request.args["host"]
    # ruleid: python.ssrf-from-request
    urllib.request.urlopen(f"https://{host}/status")
    # ruleid: python.ssrf-from-request
    requests.request("GET", "http://" + host, timeout=5)
    # ok: python.ssrf-from-request
    requests.get(f"https://api.example.com/users/{host}", timeout=5)
    # ok: python.ssrf-from-request
    requests.get("https://api.example.com/search", params={"q": url}, timeout=5)
    # ok: python.ssrf-from-request
    requests.get(HOSTS[request.args["region"]], timeout=5)
    # ok: python.ssrf-from-request
    requests.get("https://api.example.com/users/" + url, timeout=5)
    return page.text


@app.get("/mirror")
def mirrored(address: str = "https://example.com", pages: int = 1):
    session = requests.Session()
    # ruleid: python.ssrf-from-request
    session.get(address)
    # ok: python.ssrf-from-request
    session.get("https://example.com/pages", params={"page": pages})
    # ok: python.ssrf-from-request
    session.get(f"https://example.com/{pages}")


async def proxy(request):
    target = request.query_params["target"]
    async with httpx.AsyncClient() as client:
        # ruleid: python.ssrf-from-request
        answer = await client.get(target)
        # ok: python.ssrf-from-request
        await client.get("https://example.com/", params={"target": target})
    return answer.text


def mirror(url):
    # ok: python.ssrf-from-request
    return requests.get(url, timeout=5)
