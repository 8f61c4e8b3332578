# ruleid: if-statement
if true; then
  echo no
  exit 1
fi
# ok: if-statement
if true; then
  exit 0
fi
