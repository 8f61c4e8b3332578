// ruleid: condition-only
if (a == a) b();
// ruleid: condition-only
if (a == a) { b(); } else { c(); }
// ok: condition-only
if (a == b) c();
