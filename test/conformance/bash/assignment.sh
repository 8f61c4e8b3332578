# ruleid: assignment
IFS=,
# ruleid: assignment
IFS="x"
# ok: assignment
OFS=,
