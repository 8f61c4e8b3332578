# ruleid: concatenation
rm -rf $dir/*
# ok: concatenation
rm -rf "$dir"
