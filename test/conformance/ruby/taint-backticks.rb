def f
  x = params[:code]
  # ruleid: taint-backticks
  a = `ls #{x}`
  # ok: taint-backticks
  b = `ls`
end
