# ruleid: import-statement
import pickle
# ruleid: import-statement
import os, pickle
# ruleid: import-statement
import pickle as p
# ok: import-statement
import json
