// ruleid: arguments-rest
run(a, b, c, last);
// ok: arguments-rest
run(a, b);
