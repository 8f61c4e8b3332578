// ruleid: function-declaration
function a() { return 1; }
// ruleid: function-declaration
async function b(x, y = 1) { if (x) { y(); } return 2; }
// ok: function-declaration
function c() { d(); }
