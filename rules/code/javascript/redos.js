// ruleid: javascript.redos
const words = /^(\w+\s?)+$/;
// ruleid: javascript.redos
const nested = new RegExp('^(a+)+$', 'i');
// ok: javascript.redos
const plain = /^[a-z]+$/;
// ok: javascript.redos
const list = /^\w+(,\w+)*$/;
// ok: javascript.redos
const escaped = new RegExp('\\(a+\\)+');
// ok: javascript.redos
const text = '(a+)+$';
