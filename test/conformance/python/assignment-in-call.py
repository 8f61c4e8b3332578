# ruleid: assignment-in-call
a = run()
# ruleid: assignment-in-call
print(1, run())
# ruleid: assignment-in-call
return_value = [run(1) for x in y]
