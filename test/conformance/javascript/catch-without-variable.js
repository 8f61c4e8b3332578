// ruleid: catch-without-variable
try { a(); } catch (e) { b(); }
// ruleid: catch-without-variable
try { a(); } catch { b(); }
// ok: catch-without-variable
try { a(); } finally { b(); }
