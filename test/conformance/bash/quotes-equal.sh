# ruleid: quotes-equal
chmod 777 x
# ruleid: quotes-equal
chmod "777" x
# ruleid: quotes-equal
chmod '777' "$x"
# ok: quotes-equal
chmod 755 x
