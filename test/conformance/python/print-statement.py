# ruleid: print-statement
print "a", b
# ruleid: print-statement
print(a)
