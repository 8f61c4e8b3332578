# ruleid: command-name
sudo ls
# ruleid: command-name
echo sudo
# ok: command-name
pseudo ls
