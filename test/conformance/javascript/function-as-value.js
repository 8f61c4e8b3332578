// ruleid: function-as-value
function a(secret) {}
// ruleid: function-as-value
const b = function (x, secret) {};
// ruleid: function-as-value
const c = (secret) => {};
// ok: function-as-value
function d(x) {}
