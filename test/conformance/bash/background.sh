# ruleid: background
nc -l 99 &
# ok: background
wait &
