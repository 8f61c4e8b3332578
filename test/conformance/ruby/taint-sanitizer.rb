def f
  a = params[:id]
  # ruleid: taint-sanitizer
  execute(a)
  b = Integer(a)
  # ok: taint-sanitizer
  execute(b)
end
