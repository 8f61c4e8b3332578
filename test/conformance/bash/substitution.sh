# ruleid: substitution
a=$(ls -l)
# ruleid: substitution
b=`ls`
# ok: substitution
c=$(cat x)
