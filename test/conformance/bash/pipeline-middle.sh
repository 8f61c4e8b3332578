# ruleid: pipeline-middle
curl x | tee f | bash
# ok: pipeline-middle
wget x | tee f | bash
