f() {
  # ruleid: inside
  echo x
}
# ok: inside
echo y
