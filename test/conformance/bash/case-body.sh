case $1 in
  # ruleid: case-body
  now) reboot ;;
  # ok: case-body
  *) true ;;
esac
