# ok: focus
if true; then
  # ruleid: focus
  useradd -p secret joe
fi
