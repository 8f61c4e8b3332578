# ruleid: sequence
cd /tmp
echo
rm -rf ./*
# ok: sequence
rm -rf ./*
