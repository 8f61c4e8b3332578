import re
from re import compile as make_pattern

NAME = re.compile(r"^\w+$")


def check(text, pattern):
    # ruleid: python.regex-backtracking
    first = re.match(r"^(a+)+$", text)
    # ruleid: python.regex-backtracking
    second = make_pattern("^([a-zA-Z0-9]+)*$")
    # ruleid: python.regex-backtracking
    third = re.search(r"(\w+\s?)+$", text)
    # ok: python.regex-backtracking
    fourth = re.match(r"^a+$", text)
    # ok: python.regex-backtracking
    fifth = re.fullmatch(r"[a-z]+(-[a-z]+)*", text)
    # ok: python.regex-backtracking
    sixth = re.match(pattern, text)
    # ok: python.regex-backtracking
    seventh = text.split("(a+)+$")
    return first, second, third, fourth, fifth, sixth, seventh
