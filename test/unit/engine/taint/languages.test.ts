/** The same flows in every language's own syntax. */
import { expect, it } from 'vitest';
import type { LanguageId } from '../../../../server/engine/languages/language.ts';
import {
  argumentsOf,
  foundLines,
  markedLines,
  nodesOf,
  parameters,
  type Pick,
  type Rule,
  sink,
  source,
} from './flows.ts';

const commands =
  (name: string): Pick =>
  nodes =>
    nodes
      .filter(({ kind, kids }) => kind === 'Call' && kids[1]?.kids[0]?.text === name)
      .map(({ start, end }) => ({ start, end, bindings: new Map() }));

const stories: readonly (readonly [LanguageId, string, string, Rule?])[] = [
  [
    'java',
    'variables, strings and branches',
    `
class A {
  private String f;
  void m(String p) {
    String a = source();
    String b = "x" + a;
    sink(b); // !
    b = "x";
    sink(b);
    if (p != null) { b = String.format("%s", a); }
    sink(b); // !
    this.f = a;
    sink(f); // !
    sink(this.f); // !
    StringBuilder sb = new StringBuilder(a);
    sink(sb.toString()); // !
    for (String x : a.split(",")) sink(x); // !
    String[] xs = { a, "x" };
    sink(xs[0]); // !
    sink((Object) a); // !
    sink(p == null ? a : "x"); // !
  }
  void n() { sink(f); }
}
`,
  ],
  [
    'java',
    'getters and setters stand for properties',
    `
class A {
  void m(Foo o, Foo p) {
    o.setName(source());
    sink(o.getName()); // !
    sink(o.getOther());
    p = source();
    sink(p.getName()); // !
  }
}
`,
  ],
  [
    'java',
    'parameters, try with resources, lambdas and switch',
    `
class A {
  void m(String p, int q) {
    try (Reader r = new Reader(p)) {
      sink(r.read()); // !
    } catch (IOException e) {
      sink(p); // !
    } finally {
      sink(p); // !
    }
    xs.forEach(x -> sink(p)); // !
    switch (q) {
      case 1: p = "x"; break;
      default: sink(p); // !
    }
    sink(p); // !
  }
}
`,
    { sources: [source(parameters('p'))] },
  ],
  [
    'java',
    'fields of a class are set when it is made',
    `
class A {
  static final String KEY = source();
  String y = sink(source()); // !
  void m() { sink(1); }
}
`,
  ],
  [
    'csharp',
    'declarations, interpolation, using and properties',
    `
class A {
  string F;
  void M(string p) {
    var a = source();
    sink($"x {a}"); // !
    using (var r = new Reader(a)) { sink(r); } // !
    using var s = new Reader(a);
    sink(s); // !
    this.F = a;
    sink(F); // !
    foreach (var x in a.Split(',')) { sink(x); } // !
    sink(await g(a)); // !
    sink(a as string); // !
    sink(b?.c ?? a); // !
    a = "x";
    sink(a);
    run(() => { sink(source()); }); // !
  }
}
`,
  ],
  [
    'c',
    'pointers, arrays, loops and goto',
    `
void f(int n) {
  char *p = source();
  sink(p); // !
  sink(*p); // !
  sink(p[n]); // !
  struct s x;
  x.a = p;
  sink(x.a); // !
  sink(x.b);
  char q[10];
  q[0] = *p;
  sink(q); // !
  p = 0;
  sink(p);
  for (int i = 0; i < n; i++) { sink(p); p = source(); } // !
}
`,
  ],
  [
    'c',
    'goto leads to its label, onward and back',
    `
void f(int n) {
  char *p = 0;
  char *q = 0;
again:
  sink(q); // !
  if (n) { p = source(); goto out; }
  p = 0;
  q = source();
  if (n > 1) goto again;
  sink(p);
out:
  sink(p); // !
}
`,
  ],
  [
    'c',
    'an argument by side effect',
    `
void f() {
  char buf[10];
  sink(buf);
  read(0, buf);
  sink(buf); // !
  s->name = 0;
  read(0, s->name);
  sink(s->name); // !
  sink(s->other);
}
`,
    { sources: [source(argumentsOf('read', 1), { bySideEffect: true })] },
  ],
  [
    'c',
    'the address of a variable stands for it',
    `
void f() {
  struct s x;
  read(0, &x);
  sink(x.a); // !
  sink(&x); // !
}
`,
    { sources: [source(argumentsOf('read', 1), { bySideEffect: true })] },
  ],
  [
    'tsx',
    'elements take their attributes and children, not their names',
    `
const href = source();
sink(<a href="x" />);
sink(<a b={href} />); // !
sink(<a>{href}</a>); // !
sink(<a {...href} />); // !
`,
  ],
  [
    'go',
    'several values, short declarations, ranges and cases that do not fall through',
    `
package p

func f(w Writer) {
	a, err := source()
	sink(a) // !
	b := fmt.Sprintf("%s", a)
	sink(b) // !
	for _, x := range a {
		sink(x) // !
	}
	switch k {
	case 1:
		b = "x"
		sink(b)
	case 2:
		sink(b) // !
	}
	defer sink(a) // !
	go func() { sink(a) }() // !
	if c := source(); c != "" {
		sink(c) // !
	}
	var d string = a
	sink(d) // !
	var e = T{F: a, G: 1}
	sink(e.F) // !
	sink(&e) // !
	m := map[string]string{"x": a}
	sink(m["x"]) // !
	a = "x"
	sink(a)
}
`,
  ],
  [
    'ruby',
    'blocks, interpolation, instance variables and statements as values',
    `
class A
  def f(p)
    a = source()
    sink("x #{a}") # !
    @b = a
    sink(@b) # !
    sink(@c)
    xs.each do |x|
      sink(a) # !
    end
    d = if p then a else "x" end
    sink(d) # !
    e = case p
        when 1 then "x"
        else a
        end
    sink(e) # !
    a = "x"
    sink(a)
    begin
      g = source()
    rescue => e
      sink(g) # !
    ensure
      sink(g) # !
    end
    h = a || source()
    sink(h) # !
    k = { x: source(), y: 1 }
    sink(k[:x]) # !
    sink(k[:y])
    sink(source()) if p # !
  end
end
`,
  ],
  [
    'php',
    'superglobals, concatenation, arrays, echo and closures',
    `<?php
function f($p) {
  $a = $_GET['x'];
  sink($a); // !
  sink("x $a"); // !
  sink('x' . $a); // !
  $b['k'] = $a;
  sink($b['k']); // !
  sink($b['l']);
  $c[] = $a;
  sink($c); // !
  $this->d = $a;
  sink($this->d); // !
  foreach ($a as $k => $v) { sink($v); } // !
  ['q' => $q] = ['q' => $a, 'r' => 1];
  sink($q); // !
  $e = function () use ($a) { sink($a); }; // !
  $a = (int) $a;
  $g = 'x';
  $g .= $_GET['y'];
  sink($g); // !
  $h = clean($g);
  sink($h);
  list($i, $j) = $_GET['z'];
  sink($j); // !
  sink($p ?: $g); // !
}
`,
    { sources: [source(nodesOf('Name', '$_GET'))] },
  ],
  [
    'rust',
    'let, match, blocks as values and macros',
    `
fn f(p: i32) {
    let a = source();
    sink(a); // !
    let b = if p > 1 { a } else { "x" };
    sink(b); // !
    let c = match p { 1 => a, _ => "y" };
    sink(c); // !
    if let Some(d) = source() { sink(d); } // !
    let e = { let g = source(); g };
    sink(e); // !
    for x in source() { sink(x); } // !
    let mut h = "x";
    sink(h);
    h = &a;
    sink(h); // !
    let k = format!("{}", a);
    sink(k); // !
}
`,
  ],
  [
    'bash',
    'commands',
    `
a=$(source)
sink "$a" # !
b="x $a"
sink $b # !
a=x
sink $a
`,
    { sources: [source(commands('source'))], sinks: [sink(commands('sink'))] },
  ],
  [
    'typescript',
    'types, casts and members',
    `
class A {
  private x: string = "y";
  f(p: string): void {
    const a: string = source();
    sink(a as any); // !
    sink(a!); // !
    sink(<string>a); // !
    this.x = a;
    sink(this.x); // !
    const { b = 1, ...c } = a as any;
    sink(b); // !
    sink(c); // !
    const g = (q: string): string => q;
    sink(g(a)); // !
  }
}
`,
  ],
];

it.each(stories.map(([language, title, text, rule]) => ({ language, title, text, rule })))(
  '$language: $title',
  ({ language, text, rule }) => {
    expect(foundLines(language, text, rule)).toEqual(markedLines(text));
  },
);
