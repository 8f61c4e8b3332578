def f
  # ruleid: if-modifier
  return if done
  # ruleid: if-modifier
  if done
    return
  end
  # ok: if-modifier
  work if done
end
