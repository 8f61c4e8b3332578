# ruleid: string-concatenated
run("a" "b")
# ruleid: string-concatenated
run("a"
    'b')
