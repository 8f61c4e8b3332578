# ruleid: process-substitution
bash <(curl -s x)
# ok: process-substitution
bash <(cat x)
