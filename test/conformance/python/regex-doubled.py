# ruleid: regex-doubled
run("a.b")
# ok: regex-doubled
run("axb")
