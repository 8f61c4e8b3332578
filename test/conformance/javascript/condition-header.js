// ruleid: condition-header
if (a = b) c();
// ok: condition-header
if (a == b) c();
