import hmac


def check(request, body, key, signature, settings, parameter):
    expected = hmac.new(key, body, "sha256").hexdigest()
    # ruleid: python.secret-compared-plainly
    if signature == expected:
        return True
    # ruleid: python.secret-compared-plainly
    if request.headers["X-Api-Key"] != settings.api_key:
        return False
    # ruleid: python.secret-compared-plainly
    if hmac.new(key, body, "sha1").digest() == request.digest:
        return True
    # ok: python.secret-compared-plainly
    if hmac.compare_digest(signature, expected):
        return True
    # ok: python.secret-compared-plainly
    if signature == "":
        return False
    # ok: python.secret-compared-plainly
    if settings.api_key == None:
        return False
    # ok: python.secret-compared-plainly
    if parameter.signature_type == request.kind:
        return True
    # ok: python.secret-compared-plainly
    return len(signature) == 64
