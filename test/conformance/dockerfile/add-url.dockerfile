FROM x
# ruleid: add-url
ADD https://x/y /y
# ok: add-url
ADD y /y
