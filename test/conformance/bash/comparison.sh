# ruleid: comparison
sleep 100
# ok: comparison
sleep 5
