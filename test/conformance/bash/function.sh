# ruleid: function
f() {
  echo 1
  eval "$1"
}
# ok: function
g() {
  echo 1
}
