# ruleid: pipeline-any
wget -qO- x | sh
# ruleid: pipeline-any
cat x | tee y | sh
# ok: pipeline-any
sh x
