# ruleid: command-dots
curl -k https://x
# ruleid: command-dots
curl -s -k -o f https://x
# ok: command-dots
curl https://x
