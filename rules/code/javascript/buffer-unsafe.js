function answer(res, size, data) {
  // ruleid: javascript.buffer-unsafe
  res.send(Buffer.allocUnsafe(size));
  // ruleid: javascript.buffer-unsafe
  const old = new Buffer(size);
  const empty = Buffer.allocUnsafe(size);
  // ruleid: javascript.buffer-unsafe
  res.end(empty);
}

function good(res, size, data) {
  // ok: javascript.buffer-unsafe
  res.write(new Buffer('text'));
  // ok: javascript.buffer-unsafe
  res.send(Buffer.alloc(size));
  const full = Buffer.allocUnsafe(8);
  full.fill(0);
  // ok: javascript.buffer-unsafe
  res.end(full);
  // ok: javascript.buffer-unsafe
  return Buffer.from(data);
}
