# ruleid: loop-on-one-line
for f in $(ls *.txt); do
  echo "$f"
done
# ok: loop-on-one-line
for f in *.txt; do echo "$f"; done
