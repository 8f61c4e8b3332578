# ruleid: keyword-arguments
cookie(name: "a", secure: false)
# ok: keyword-arguments
cookie(name: "a", secure: true)
