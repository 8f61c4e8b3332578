# ruleid: import-relative
from .settings import b
# ok: import-relative
from settings import b
# ok: import-relative
from ..settings import b
