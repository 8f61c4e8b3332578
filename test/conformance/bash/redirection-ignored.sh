# ruleid: redirection-ignored
cat /etc/shadow > out
# ruleid: redirection-ignored
cat /etc/shadow 2>/dev/null
# ok: redirection-ignored
cat /etc/passwd
