try {
  a();
// ruleid: catch
} catch (e) {}
try {
  a();
} catch (e) { log(e); }
