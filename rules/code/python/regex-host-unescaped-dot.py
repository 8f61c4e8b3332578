import re
from re import compile as make_pattern


def allowed(url, text):
    # ruleid: python.regex-host-unescaped-dot
    first = re.compile("(www|beta).example.com/")
    # ruleid: python.regex-host-unescaped-dot
    second = re.match(r"^https://api.example\.com/", url)
    # ruleid: python.regex-host-unescaped-dot
    third = make_pattern("^www.example.org$")
    # ok: python.regex-host-unescaped-dot
    fourth = re.match(r"^https://api\.example\.com/", url)
    # ok: python.regex-host-unescaped-dot
    fifth = re.compile(r"^[^.]+\.example\.com$")
    # ok: python.regex-host-unescaped-dot
    sixth = re.search(r"example\.com/.*", text)
    # ok: python.regex-host-unescaped-dot
    seventh = text.split("www.example.com/")
    return first, second, third, fourth, fifth, sixth, seventh
