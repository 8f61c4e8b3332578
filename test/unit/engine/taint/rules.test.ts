/** Whole taint rules on annotated targets, through loader, matcher and analysis. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { createEngine } from '../../../../server/engine/engine.ts';
import { testRuleFile } from '../../../../server/engine/testing/testRules.ts';

const require = createRequire(import.meta.url);
const engine = await createEngine({ wasmOf: grammar => readFileSync(require.resolve(grammar)) });

const rule = (language: string, body: string): string =>
  `rules:\n  - id: r\n    languages: [${language}]\n    severity: WARNING\n    message: Taint.\n    mode: taint\n${body
    .trim()
    .split('\n')
    .map(line => `    ${line}`)
    .join('\n')}\n`;

const stories: readonly (readonly [
  title: string,
  language: string,
  file: string,
  body: string,
  target: string,
])[] = [
  [
    'parameters of decorated functions flow into queries',
    'python',
    'a.py',
    `
pattern-sources:
  - patterns:
      - pattern: |
          @$APP.route(...)
          def $F(..., $X, ...):
            ...
      - focus-metavariable: $X
pattern-sinks:
  - patterns:
      - pattern: $DB.execute($SQL, ...)
      - focus-metavariable: $SQL
pattern-sanitizers:
  - pattern: int(...)
`,
    `
@app.route("/<name>")
def view(name, other):
    # ruleid: r
    db.execute("select " + name)
    # ok: r
    db.execute("select ?", name)
    # ok: r
    db.execute(f"select {int(name)}")
    # ruleid: r
    db.execute("%s" % (other,))

def helper(name):
    # ok: r
    db.execute(name)
`,
  ],
  [
    'a request flows through a router callback',
    'javascript',
    'a.js',
    `
pattern-sources:
  - patterns:
      - pattern-inside: |
          $APP.$METHOD(..., function ($REQ, $RES, ...) { ... })
      - pattern-either:
          - pattern: $REQ.query
          - pattern: $REQ.body
pattern-sinks:
  - pattern: $C.exec(...)
pattern-sanitizers:
  - patterns:
      - pattern: validate($X)
      - focus-metavariable: $X
    by-side-effect: true
`,
    `
app.get('/', function (req, res) {
  const { name, path } = req.query;
  // ruleid: r
  child.exec('ls ' + name);
  validate(path);
  // ok: r
  child.exec(path);
  // ruleid: r
  fs.read(name, () => { child.exec(\`ls \${name}\`); });
  // ok: r
  child.exec(req.params.x);
});
`,
  ],
  [
    'a variable is tainted and cleaned by side effect',
    'python',
    'a.py',
    `
pattern-sources:
  - patterns:
      - pattern: $X = open(...)
      - focus-metavariable: $X
    by-side-effect: only
pattern-sanitizers:
  - patterns:
      - pattern: $X.close()
      - focus-metavariable: $X
    by-side-effect: true
pattern-sinks:
  - patterns:
      - pattern: leave($X)
      - focus-metavariable: $X
`,
    `
f = open(p)
# ruleid: r
leave(f)
f.close()
# ok: r
leave(f)
`,
  ],
  [
    'a propagator fills a list',
    'python',
    'a.py',
    `
pattern-sources:
  - pattern: source()
pattern-propagators:
  - pattern: $TO.append($FROM)
    from: $FROM
    to: $TO
  - pattern: |
      for $TO in pairs($FROM): ...
    from: $FROM
    to: $TO
pattern-sinks:
  - pattern: sink(...)
options:
  taint_assume_safe_functions: true
`,
    `
xs = []
xs.append(source())
# ruleid: r
sink(xs)
ys = []
ys.add(source())
# ok: r
sink(ys)
for z in pairs(xs):
    # ruleid: r
    sink(z)
`,
  ],
  [
    'labels build on each other',
    'javascript',
    'a.js',
    `
pattern-sources:
  - pattern: input()
    label: INPUT
  - pattern: $X + $Y
    label: JOINED
    requires: INPUT
pattern-sinks:
  - pattern: query(...)
    requires: JOINED and not SAFE
`,
    `
const a = input();
// ok: r
query(a);
const b = 'x' + a;
// ruleid: r
query(b);
// ok: r
query('x' + 'y');
`,
  ],
  [
    'every call is a sanitizer that is neither source nor sink',
    'python',
    'a.py',
    `
pattern-sources:
  - pattern: source(...)
pattern-sinks:
  - pattern: sink(...)
pattern-sanitizers:
  - pattern: $F(...)
    not_conflicting: true
`,
    `
# ruleid: r
sink(source())
# ok: r
sink(f(source()))
`,
  ],
  [
    'metavariables of source and sink must agree',
    'python',
    'a.py',
    `
pattern-sources:
  - pattern: open_for($USER)
pattern-sinks:
  - pattern: give($DATA, $USER)
options:
  taint_unify_mvars: true
`,
    `
a = open_for(alice)
# ruleid: r
give(a, alice)
# ok: r
give(a, bob)
`,
  ],
  [
    'a parameter of a controller by its annotation',
    'java',
    'A.java',
    `
pattern-sources:
  - patterns:
      - pattern-inside: |
          $T $M(..., @RequestParam $TYPE $X, ...) { ... }
      - focus-metavariable: $X
pattern-sinks:
  - patterns:
      - pattern: (Statement $S).executeQuery($SQL)
      - focus-metavariable: $SQL
options:
  taint_assume_safe_numbers: true
`,
    `
class A {
  String m(@RequestParam String name, @RequestParam int id, String other) {
    Statement s = c.createStatement();
    StringBuilder b = new StringBuilder();
    String sql = "select " + name;
    // ruleid: r
    s.executeQuery(sql);
    // ok: r
    s.executeQuery("select " + id);
    // ok: r
    s.executeQuery(other);
    sql = "x";
    // ok: r
    s.executeQuery(sql);
  }
}
`,
  ],
  [
    'a superglobal reaches an echo',
    'php',
    'a.php',
    `
pattern-sources:
  - pattern: $_GET
pattern-sinks:
  - pattern: echo ...;
pattern-sanitizers:
  - pattern: htmlspecialchars(...)
`,
    `<?php
$a = $_GET['x'];
// ruleid: r
echo "Hello $a";
// ok: r
echo htmlspecialchars($a);
// ok: r
echo "x";
`,
  ],
  [
    'a sink in an assignment',
    'javascript',
    'a.js',
    `
pattern-sources:
  - pattern: location.hash
pattern-sinks:
  - patterns:
      - pattern: $E.innerHTML = $X
      - focus-metavariable: $X
`,
    `
const h = location.hash;
// ruleid: r
el.innerHTML = '<b>' + h;
// ok: r
el.textContent = h;
`,
  ],
  [
    'a returned value as sink',
    'go',
    'a.go',
    `
pattern-sources:
  - pattern: source()
pattern-sinks:
  - pattern: return ...
`,
    `
package p

func f() string {
	a := source()
	if c {
		// ok: r
		return "x"
	}
	// ruleid: r
	return a
}
`,
  ],
];

it.each(stories)('%s', (_, language, path, body, text) => {
  const results = testRuleFile(engine, { path: 'r.yaml', text: rule(language, body) }, [{ path, text }]);
  expect(
    results.map(({ id, error, expected, reported }) => ({ id, error, lines: reported, expected })),
  ).toEqual(results.map(({ id, expected }) => ({ id, error: undefined, lines: expected, expected })));
  expect(results.some(({ expected }) => expected.length > 0)).toBe(true);
});
