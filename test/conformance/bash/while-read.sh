# ruleid: while-read
while read line; do
  echo "$line"
done < f
# ok: while-read
while true; do
  :
done
