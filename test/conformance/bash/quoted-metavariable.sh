# ruleid: quoted-metavariable
echo "$name"
# ruleid: quoted-metavariable
echo "$(date)"
# ok: quoted-metavariable
echo $name
