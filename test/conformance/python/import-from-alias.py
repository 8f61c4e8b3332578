from os.path import join as j
from os import path
import os.path as p
# ruleid: import-from-alias
j("a")
# ruleid: import-from-alias
path.join("a")
# ruleid: import-from-alias
p.join("a")
# ok: import-from-alias
join("a")
