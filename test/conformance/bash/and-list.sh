# ruleid: and-list
apt-get update && apt-get install x
# ruleid: and-list
true || apt-get update
# ok: and-list
apt-get upgrade
