# ruleid: string-format-spec
log(f"a {x}")
# ok: string-format-spec
log(f"a {x:.2f}")
# ok: string-format-spec
log(f"a {x!r}")
