// ruleid: try
try { a(); } catch (e) { throw e; }
// ok: try
try { a(); } catch (e) { b(e); }
