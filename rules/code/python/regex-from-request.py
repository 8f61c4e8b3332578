import re
from re import compile as make_pattern

import re2
from flask import request


def search(lines):
    wanted = request.args.get("q", "")
    # ruleid: python.regex-from-request
    hits = [line for line in lines if re.search(wanted, line)]
    # ruleid: python.regex-from-request
    pattern = make_pattern(f"^{wanted}$")
    # ruleid: python.regex-from-request
    more = re.sub(request.form["find"], "", "text")
    # ok: python.regex-from-request
    plain = re.search(re.escape(wanted), "text")
    # ok: python.regex-from-request
    words = re.split(r"\s+", wanted)
    # ok: python.regex-from-request
    linear = re2.search(wanted, "text")
    # ok: python.regex-from-request
    found = wanted in lines
    return hits, pattern, more, plain, words, linear, found
