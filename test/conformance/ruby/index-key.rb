# ruleid: index-key
x = params[:id]
# ok: index-key
y = params[:name]
