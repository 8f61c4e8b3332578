// ruleid: comparison
setTimeout(a, 1000);
// ok: comparison
setTimeout(a, 999);
