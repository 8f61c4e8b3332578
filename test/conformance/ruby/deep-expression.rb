# ruleid: deep-expression
raw("a" + params[:b])
# ruleid: deep-expression
raw(clean(params[:b]))
# ok: deep-expression
raw("a")
