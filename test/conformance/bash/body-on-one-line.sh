# ruleid: body-on-one-line
f() {
  ls
}
# ok: body-on-one-line
ls
