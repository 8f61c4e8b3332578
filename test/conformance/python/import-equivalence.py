# ruleid: import-equivalence
from yaml import nodes
# ok: import-equivalence
import yaml
