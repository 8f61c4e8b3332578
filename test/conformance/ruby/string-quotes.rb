# ruleid: string-quotes
foo('a')
# ruleid: string-quotes
foo("a")
# ok: string-quotes
foo("b")
