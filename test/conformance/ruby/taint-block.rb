def f
  x = params[:code]
  run do
    # ruleid: taint-block
    eval(x)
    # ok: taint-block
    eval("1")
  end
end
