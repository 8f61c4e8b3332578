// ruleid: function-as-value
function a(secret) {}
// ok: function-as-value
const b = function (x, secret) {};
// ok: function-as-value
const c = (secret) => {};
// ruleid: function-as-value
d = { e: (secret) => {} };
// ruleid: function-as-value
class F { g = (secret) => {}; }
