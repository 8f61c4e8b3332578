# ruleid: test-command
if [ x == y ]; then
  :
fi
# ok: test-command
if [[ x == y ]]; then
  :
fi
