a = {
  // ruleid: method-alone
  save(b) { c(); },
  // ok: method-alone
  load() {},
};
