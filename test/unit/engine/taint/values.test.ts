/** What expressions and parts of objects do with taint, and the options that say otherwise. */
import { describe, expect, it } from 'vitest';
import type { LanguageId } from '../../../../server/engine/languages/language.ts';
import { argumentsOf, calls, focusedSink, foundLines, markedLines, type Rule, sink } from './flows.ts';

type Stories = Readonly<Record<string, string>>;

function tell(language: LanguageId, stories: Stories, rule?: Rule): void {
  it.each(Object.entries(stories))('%s', (_, text) => {
    expect(foundLines(language, text, rule)).toEqual(markedLines(text));
  });
}

describe('expressions', () => {
  tell('python', {
    'operators, calls and strings hand taint on': `
a = source()
sink(a + "x")  # !
sink("x" % a)  # !
sink(f"x {a}")  # !
sink("x {}".format(a))  # !
sink(f(1, a))  # !
sink(f(k=a))  # !
sink(a.strip())  # !
sink(a.b.c())  # !
sink(not a)  # !
sink(a == 1)  # !
sink([1, a])  # !
sink({"k": a})  # !
sink((1, *a))  # !
sink(lambda: 1)
`,
    'a subscript is tainted by its object and its index': `
a = source()
sink(a[0])  # !
sink(a[1:2])  # !
sink(xs[a])  # !
sink(xs[0])
`,
    'adding to a variable keeps and adds': `
a = "x"
a += source()
sink(a)  # !
b = source()
b += "x"
sink(b)  # !
`,
    'assignments are expressions': `
if (a := source()):
    sink(a)  # !
b = c = source()
sink(b)  # !
sink(c)  # !
`,
    'names in a call are no variables': `
k = source()
sink(f(k=1))
sink(x.k)
`,
  });

  tell('javascript', {
    'templates, objects, new, await and spread hand taint on': `
async function f() {
  const a = source();
  sink(\`x \${a}\`); // !
  sink({ k: a }); // !
  sink({ ...a }); // !
  sink({ a }); // !
  sink({ [a]: 1 }); // !
  sink(new Foo(a)); // !
  sink(await g(a)); // !
  sink(...a); // !
  sink(a?.b); // !
  sink((1, a)); // !
  sink(a ? 1 : 2);
  sink(b ?? a); // !
}
`,
    'what is called counts too': `
const f = source();
sink(f()); // !
sink(f.g.h(1)); // !
`,
    'destructuring takes parts': `
const { a, b: [c], ...d } = source();
sink(a); // !
sink(c); // !
sink(d); // !
const [x, y] = [1, source()];
sink(x);
sink(y); // !
const { p, q = source() } = { p: 1 };
sink(p);
sink(q); // !
`,
  });
});

describe('parts of objects', () => {
  tell('python', {
    'a tainted object has tainted fields, a tainted field no tainted brothers': `
a = source()
sink(a.x)  # !
b.x = source()
sink(b.x)  # !
sink(b.x.y)  # !
sink(b.y)
sink(b)  # !
sink(b.f())  # !
`,
    'a clean field of a tainted object': `
a = source()
a.x = "x"
sink(a.x)
sink(a.x.y)
sink(a.y)  # !
sink(a)  # !
`,
    'a field is clean only where every way has cleaned it': `
a = source()
if c:
    a.x = "x"
sink(a.x)  # !
`,
    'constant indexes are fields': `
a["k"] = source()
sink(a["k"])  # !
sink(a["l"])
k = "k"
sink(a[k])  # !
a[0] = source()
sink(a[0])  # !
sink(a[1])
`,
    'an unknown index may be any': `
a[i] = source()
sink(a[j])  # !
sink(a[0])  # !
sink(a)  # !
b = source()
b[i] = "x"
sink(b)  # !
`,
    'what a list or dictionary holds where': `
a = [source(), 1]
sink(a[0])  # !
sink(a[1])
b = {"x": source(), "y": 1}
sink(b["x"])  # !
sink(b["y"])
c = b
sink(c["x"])  # !
sink(c["y"])
`,
    'self is followed by its fields': `
class A:
    def f(self):
        self.x = source()
        sink(self.x)  # !
        sink(self.y)
        self.x = 1
        sink(self.x)
`,
  });

  tell('javascript', {
    'this is followed by its fields, but not as a whole': `
class A {
  f() {
    this.x = source();
    sink(this.x); // !
    sink(this.y);
    sink(this);
    sink(this.g());
  }
}
`,
    'an object literal keeps its fields apart': `
const a = { x: source(), y: 1, z: { w: source() } };
sink(a.x); // !
sink(a.y);
sink(a.z.w); // !
sink(a.z.v);
const { x, y } = a;
sink(x); // !
sink(y);
const b = { ...a, x: 1 };
sink(b.z.w); // !
`,
  });
});

describe('options', () => {
  describe('safe functions', () =>
    tell(
      'python',
      {
        'a call does not hand on its arguments': `
a = source()
sink(f(a))
b = f(a)
sink(b)
sink(a + "x")  # !
`,
      },
      { options: { taint_assume_safe_functions: true } },
    ));
  describe('safe functions, when the sink is one argument', () =>
    tell(
      'python',
      { 'the call within the argument is clean': `\na = source()\nsink(f(a))\nsink(a)  # !\n` },
      { options: { taint_assume_safe_functions: true }, sinks: [focusedSink(argumentsOf('sink'))] },
    ));
  describe('safe indexes', () =>
    tell(
      'python',
      { 'an index does not taint': `\na = source()\nsink(xs[a])\nsink(a[0])  # !\n` },
      { options: { taint_assume_safe_indexes: true } },
    ));
  describe('safe comparisons', () =>
    tell(
      'python',
      { 'a comparison is clean': `\na = source()\nsink(a == 1)\nsink(a in xs)\nsink(a + 1)  # !\n` },
      { options: { taint_assume_safe_comparisons: true }, sinks: [focusedSink(argumentsOf('sink'))] },
    ));
  describe('safe numbers', () =>
    tell(
      'python',
      {
        'a number is clean': `
def f(a: int = source(), b: str = source()):
    sink(a)
    sink(b)  # !
`,
      },
      { options: { taint_assume_safe_numbers: true } },
    ));
  describe('safe booleans', () =>
    tell(
      'python',
      {
        'a truth value is clean': `
def f(a: bool = source()):
    sink(a)
    b = source() == 1
    sink(b)
    sink(source())  # !
`,
      },
      { options: { taint_assume_safe_booleans: true } },
    ));
  describe('assignments only', () =>
    tell(
      'python',
      {
        'nothing but an assignment hands taint on': `
a = source()
b = a
sink(b)  # !
c = a + "x"
sink(c)
d = a.x
sink(d)
e = f(a)
sink(e)
`,
      },
      { options: { taint_only_propagate_through_assignments: true } },
    ));
});

describe('sinks', () => {
  it('counts no condition within what it matches', () => {
    const text = `\nsink(1 if source() else 2)\nsink(source() if c else 2)  # !\n`;
    expect(foundLines('python', text)).toEqual(markedLines(text));
  });

  it('counts everything within when it need not be exact', () => {
    const text = `\nsink(1 if source() else 2)  # !\n`;
    expect(foundLines('python', text, { sinks: [sink(calls('sink'), { exact: false })] })).toEqual(
      markedLines(text),
    );
  });

  it('may be one argument', () => {
    const text = `\na = source()\nsink(a, 1)\nsink(1, a)  # !\nsink(1, f(a))  # !\n`;
    expect(foundLines('python', text, { sinks: [focusedSink(argumentsOf('sink', 1))] })).toEqual(
      markedLines(text),
    );
  });

  it('may be the object of a method', () => {
    const text = `\na = source()\na.sink(1)  # !\nb.sink(a)\n`;
    expect(foundLines('python', text, { sinks: [focusedSink(argumentsOf('sink', -1))] })).toEqual(
      markedLines(text),
    );
  });

  it('may be a return', () => {
    const text = `\ndef f():\n    a = source()\n    if c:\n        return a  # !\n    return 1\n`;
    const returns: Rule['sinks'] = [
      sink(nodes => nodes.filter(({ kind }) => kind === 'Return').map(matchOf)),
    ];
    expect(foundLines('python', text, { sinks: returns })).toEqual(markedLines(text));
  });

  it('may be an assignment to a property', () => {
    const text = `\nconst a = source();\nel.innerHTML = a; // !\nel.innerHTML = "x";\na.innerHTML = "x"; // !\n`;
    const writes: Rule['sinks'] = [
      sink(nodes =>
        nodes.filter(({ kind, kids }) => kind === 'Assign' && kids[0]?.kind === 'Attr').map(matchOf),
      ),
    ];
    expect(foundLines('javascript', text, { sinks: writes })).toEqual(markedLines(text));
  });
});

const matchOf = ({ start, end }: { readonly start: number; readonly end: number }) => ({
  start,
  end,
  bindings: new Map(),
});
