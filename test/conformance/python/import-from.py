# ruleid: import-from
from yaml import load
# ok: import-from
from json import load
