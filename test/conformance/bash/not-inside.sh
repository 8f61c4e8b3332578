# ruleid: not-inside
rm x
if true; then
  # ok: not-inside
  rm y
fi
