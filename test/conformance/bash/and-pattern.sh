# ruleid: and-pattern
cd x && rm -rf .
# ok: and-pattern
cd x || rm -rf .
