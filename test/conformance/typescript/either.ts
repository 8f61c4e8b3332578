// ruleid: either
eval(a as string);
// ruleid: either
new Function('a');
// ok: either
run();
