// ruleid: condition
if (a) b();
// ruleid: condition
if (a) { b(); } else { c(); }
