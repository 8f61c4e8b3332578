// ruleid: either
eval(a);
// ruleid: either
new Function('a');
// ok: either
run(a);
