# ok: file-is-no-block
echo a
# ruleid: file-is-no-block
{ echo b; echo c; }
