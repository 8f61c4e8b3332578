function a() {
  const b = source();
  return {
    c: () => {
      // ruleid: taint-method-captured
      sink(b);
    },
    d() {
      // ruleid: taint-method-captured
      sink(b);
    },
    e() {
      // ok: taint-method-captured
      sink(1);
    },
  };
}
