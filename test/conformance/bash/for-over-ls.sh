# ruleid: for-over-ls
for f in $(ls *.txt); do
  echo "$f"
done
# ok: for-over-ls
for f in *.txt; do
  echo "$f"
done
