// ruleid: function-pointer-result
char *run(int a) { return 0; }
// ok: function-pointer-result
char other(int a) { return 0; }
