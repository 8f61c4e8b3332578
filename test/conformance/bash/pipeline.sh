# ruleid: pipeline
curl -s https://x | bash
# ok: pipeline
bash | curl x
# ok: pipeline
curl x > f
