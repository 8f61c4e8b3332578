// ruleid: object-method
a = { save: function (x) {} };
// ruleid: object-method
b = { save(x) { return x; } };
// ok: object-method
c = { load() {} };
