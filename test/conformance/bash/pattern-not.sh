# ruleid: pattern-not
git push
# ok: pattern-not
git status
