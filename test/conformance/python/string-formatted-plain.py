# ruleid: string-formatted-plain
log(f"a")
# ruleid: string-formatted-plain
log(f"a {x:.2f}")
# ok: string-formatted-plain
log("a")
# ok: string-formatted-plain
log("a" f"{x}")
