# ruleid: declared-assignment
export PATH=/x
f() {
  # ruleid: declared-assignment
  local PATH=/y
}
# ok: declared-assignment
export PATHS=/x
