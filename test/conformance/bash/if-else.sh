# ruleid: if-else
if true; then
  :
else
  :
fi
# ok: if-else
if true; then
  :
fi
