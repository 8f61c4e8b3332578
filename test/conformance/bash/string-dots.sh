# ruleid: string-dots
echo "hello $name!"
# ruleid: string-dots
echo "$name"
# ok: string-dots
echo "hello"
