# ruleid: index
x = params[:id]
# ok: index
y = params
