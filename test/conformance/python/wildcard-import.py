from os import *
# ruleid: wildcard-import
system("x")
