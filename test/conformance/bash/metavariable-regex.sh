# ruleid: metavariable-regex
wget http://x
# ok: metavariable-regex
wget https://x
