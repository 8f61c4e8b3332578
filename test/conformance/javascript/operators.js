// ruleid: operators
x = a + b + 1;
// ok: operators
y = a - b + 1;
