const vm = require('node:vm');

function load(source, name) {
  // ruleid: javascript.eval-dynamic
  eval(source);
  // ruleid: javascript.eval-dynamic
  const make = new Function('x', `return ${source}`);
  // ruleid: javascript.eval-dynamic
  vm.runInThisContext(source, { filename: name });
  // ruleid: javascript.eval-dynamic
  setTimeout('refresh(' + name + ')', 100);
  const known = 'return this';
  // ok: javascript.eval-dynamic
  const root = new Function(known)();
  // ok: javascript.eval-dynamic
  setTimeout(() => refresh(`item ${name}`), 100);
  // ok: javascript.eval-dynamic
  sandbox.eval(source);
  // ok: javascript.eval-dynamic
  eval('require')('fs');
}
