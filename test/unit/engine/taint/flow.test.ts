/** How taint flows through a program's control: each text marks with `!` the lines where a finding belongs. */
import { expect, it } from 'vitest';
import { foundLines, markedLines, type Rule } from './flows.ts';

const python: Readonly<Record<string, string>> = {
  'a value flows through variables': `
a = source()
b = a
sink(b)  # !
`,
  'a clean value does not': `
a = other()
sink(a)
sink("source()")
`,
  'a new value cleans a variable': `
a = source()
a = "x"
sink(a)
`,
  'a source in the sink itself': `
sink(source())  # !
`,
  'either branch of an if may have run': `
if c:
    a = source()
else:
    a = "x"
sink(a)  # !
`,
  'a branch that cleans leaves the other': `
a = source()
if c:
    a = clean(a)
    sink(a)
sink(a)  # !
`,
  'branches that both clean leave nothing': `
a = source()
if c:
    a = 1
elif d:
    a = 2
else:
    a = 3
sink(a)
`,
  'a branch that returns does not reach the end': `
def f():
    a = "x"
    if c:
        a = source()
        return 1
    sink(a)
`,
  'nothing after return is run': `
def f():
    a = source()
    return 1
    sink(a)
`,
  'a loop carries taint to its start': `
a = "x"
while c:
    sink(a)  # !
    a = b
    b = source()
`,
  'a loop may not run at all': `
a = source()
for x in xs:
    a = "x"
sink(a)  # !
`,
  'continue and break keep what held where they stood': `
a = "x"
for x in xs:
    if p:
        a = source()
        break
    if q:
        continue
    a = "x"
sink(a)  # !
`,
  'what stands after break is not run': `
for x in xs:
    a = source()
    break
    sink(a)
`,
  'the items of a tainted list are tainted': `
for x in source():
    sink(x)  # !
for i, x in enumerate(source()):
    sink(x)  # !
`,
  'any statement of a try may throw': `
try:
    a = source()
    b = other()
    a = "x"
except Exception:
    sink(a)  # !
sink(b)
`,
  'finally runs after an exception too': `
a = "x"
try:
    a = source()
    a = "x"
finally:
    sink(a)  # !
sink(a)
`,
  'raise goes to the handler': `
a = "x"
try:
    a = source()
    raise E(a)
except E:
    sink(a)  # !
`,
  'with binds what its manager gives': `
with source() as f:
    sink(f)  # !
with open(p) as g:
    sink(g)
`,
  'a case of a match sees its own assignments': `
match k:
    case 1:
        a = source()
        sink(a)  # !
    case 2:
        sink(a)
    case _:
        a = "x"
sink(a)  # !
`,
  'each function is by itself': `
def f():
    a = source()
    return a
def g():
    sink(a)
    sink(f())
`,
  'a variable of the file that is set once is known in functions': `
key = source()
def g():
    sink(key)  # !
`,
  'a variable of the file that is set again is not': `
key = source()
key = "x"
def g():
    sink(key)
`,
  'a parameter takes its default': `
def f(a=source()):
    sink(a)  # !
`,
  'a method is a function': `
class A:
    x = source()
    sink(x)  # !
    def f(self):
        self.y = source()
        sink(self.y)  # !
        sink(self.z)
`,
  'a comprehension hands on the items': `
a = [f(x) for x in source()]
sink(a)  # !
b = [1 for x in source()]
sink(b)
`,
  'one branch of a conditional expression is enough': `
sink(a if c else source())  # !
sink(1 if source() else 2)
`,
};

const javascript: Readonly<Record<string, string>> = {
  'declarations with and without a value': `
let a;
const b = source();
a = b;
sink(a) // !
`,
  'cases fall through unless they break': `
switch (k) {
  case 1:
    a = source();
  case 2:
    sink(a); // !
    break;
  case 3:
    sink(a);
}
sink(a); // !
`,
  'a labelled break leaves the outer loop': `
let a = "x";
outer: for (;;) {
  for (;;) {
    a = source();
    break outer;
  }
  sink(a);
}
sink(a); // !
`,
  'the update of a loop runs after its body': `
for (let i = 0; i < 3; a = source()) {
  sink(a); // !
}
`,
  'do-while runs once at least': `
let a = source();
do { a = "x"; } while (c);
sink(a);
`,
  'for-of takes apart its items': `
for (const [k, v] of Object.entries(source())) {
  sink(v); // !
}
for (const k in source()) sink(k); // !
`,
  'catch and finally': `
let a = "x";
try {
  a = source();
  throw new Error();
} catch (e) {
  sink(a); // !
  a = "x";
} finally {
  sink(a); // !
}
sink(a);
`,
  'the right side of && may not run': `
let a = source();
c && (a = "x");
sink(a); // !
`,
  'a lambda sees the variables around it': `
const a = source();
list.forEach(x => { sink(a); }); // !
run(function () { return sink(a); }); // !
`,
  'a lambda has its own parameters': `
const a = source();
list.forEach(a => { sink(a); });
`,
  'what a called lambda does is seen after the call': `
let a = "x";
run(() => { a = source(); });
sink(a); // !
`,
  'what a lambda that is only made does is not': `
let a = "x";
module.exports.f = () => { a = source(); };
sink(a);
`,
  'a lambda in a variable runs where it is used': `
let a = "x";
const f = () => {
  sink(a); // !
};
a = source();
f();
`,
  'a return in a lambda does not leave the function': `
function g() {
  const a = source();
  run(() => { return 1; });
  sink(a); // !
}
`,
  'routes are lambdas in calls': `
app.get('/', (req, res) => {
  const q = source(req);
  if (!q) { return; }
  db.query(q, (err, rows) => {
    sink(q); // !
  });
});
`,
  'named functions within functions are by themselves': `
function f() {
  const a = source();
  function g() { sink(a); }
  g();
}
`,
};

it.each(Object.entries(python))('Python: %s', (_, text) => {
  expect(foundLines('python', text)).toEqual(markedLines(text));
});

it.each(Object.entries(javascript))('JavaScript: %s', (_, text) => {
  expect(foundLines('javascript', text)).toEqual(markedLines(text));
});

it('runs one case only where cases do not fall through', () => {
  const text = `
switch (k) {
  case 1: a = source();
  case 2: sink(a);
}
sink(a); // !
`;
  const rule: Rule = { traits: { fallsThrough: false, accessors: false } };
  expect(foundLines('javascript', text, rule)).toEqual(markedLines(text));
});
