# ruleid: assignment
x = params[:id]
# ok: assignment
y = other[:id]
