# ruleid: until
until ping x; do
  sleep 1
done
# ok: until
while ping x; do
  sleep 1
done
