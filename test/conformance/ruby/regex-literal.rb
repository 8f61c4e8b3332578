# ruleid: regex-literal
a =~ /b+/
# ok: regex-literal
a =~ b
