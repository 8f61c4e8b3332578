# ruleid: quoted-expansion
rm -f $file
# ok: quoted-expansion
rm -f "$file"
