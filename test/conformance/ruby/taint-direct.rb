def f
  id = params[:id]
  q = "select #{id}"
  # ruleid: taint-direct
  execute(q)
  # ok: taint-direct
  execute("select 1")
end
