def check(user, admin):
    # ruleid: python.bidi-control-character
    if user.name == "guest‮⁦ # only guests⁩⁦":
        return None
    # ruleid: python.bidi-control-character
    title = "‫שלום‬"
    # ruleid: python.bidi-control-character
    note = "⁦left⁩"
    # ok: python.bidi-control-character
    escaped = "\u202etxt.exe"
    # ok: python.bidi-control-character
    hebrew = "שלום"
    # ok: python.bidi-control-character
    joined = "می‌خواهم"
    return title, note, escaped, hebrew, joined
