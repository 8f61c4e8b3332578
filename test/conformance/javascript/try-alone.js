// ruleid: try-alone
try { a(); } catch (e) { b(); }
// ruleid: try-alone
try { a(); } finally { b(); }
