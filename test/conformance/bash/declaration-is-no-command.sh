# ruleid: declaration-is-no-command
echo $name
# ok: declaration-is-no-command
unset $name
# ok: declaration-is-no-command
echo ${names[0]}
