/** Stories told in the languages themselves: what each argument of `f(…)` stands for, once lowered. */
import { describe, expect, it } from 'vitest';
import { createFacts } from '../../../../server/engine/facts/facts.ts';
import type { Facts } from '../../../../server/engine/facts/facts.ts';
import type { LanguageId } from '../../../../server/engine/languages/language.ts';
import { adapterOf } from '../../../../server/engine/languages/registry.ts';
import { show } from '../../../../server/engine/tree/node.ts';
import type { Node } from '../../../../server/engine/tree/node.ts';
import { lowered } from '../languages/lowered.ts';

function read(language: LanguageId, text: string): { known: Facts; passed: readonly Node[] } {
  const adapter = adapterOf(language)!;
  const known = createFacts(lowered(adapter, text), adapter);
  const passed = known.nodes.filter(
    ({ kind, parent }) => kind !== 'None' && parent?.kind === 'Args' && parent.parent?.kids[0]?.text === 'f',
  );
  return { known, passed };
}

function constants(language: LanguageId, text: string): string {
  const { known, passed } = read(language, text);
  return passed
    .map(node => known.constant(node))
    .map(held => (held === undefined ? '?' : held.kind === 'Str' ? `"${held.text ?? '…'}"` : held.text))
    .join(' ');
}

function types(language: LanguageId, text: string): string {
  const { known, passed } = read(language, text);
  return passed
    .map(node => known.type(node))
    .map(type => (type === undefined ? '?' : type.kind === 'Name' ? type.text : show(type)))
    .join(' ');
}

function qualified(language: LanguageId, text: string): string {
  const { known, passed } = read(language, text);
  return passed.map(node => known.qualified(node)[0]?.join('.') ?? '?').join(' ');
}

describe('constants', () => {
  it.each<[LanguageId, string, string]>([
    [
      'python',
      `K = "k"
class A:
    X = "x"
    def __init__(self): self.u = "u"
    def m(self, p=1):
        f(self.X, self.u, A.X, p, K + "a", f"{K}b", "ls %s" % K)
        a, b = "1", 2
        f(a, b, n := "w")
        with open("q") as h: f(h)
        for i in range(3): f(i)`,
      '? ? ? ? "ka" "kb" "…" "1" 2 "w" ? ?',
    ],
    [
      'javascript',
      `const K = "k"; let m = \`x\${K}\`;
       function g(p) { f(K, m, p); var v = "a"; if (p) { v = p } f(v); for (let i = 0; i < 1; i++) f(i) }
       class C { x = "f"; constructor() { this.y = "y" } m() { f(this.x, this.y, K + 1) } }`,
      '"k" "xk" ? ? ? "f" "y" "k1"',
    ],
    [
      'typescript',
      'class S { private s: string = "a"; m() { f(this.s, "q" as const) } } enum E { A = "e" } f(E.A)',
      '"a" "q" "e"',
    ],
    [
      'java',
      `class C { private static final String K = "k"; private String u; public String v = "v"; C() { this.u = "u"; }
       void m(String p) { f(K, C.K, u, this.u, v, "a" + K, p, String.format("%s", K)); String w; if (p == null) w = "1"; else w = "2"; f(w); } }`,
      '"k" "k" "u" "u" ? "ak" ? "…" "…"',
    ],
    [
      'go',
      'package p\nconst K = "k"\nvar v = "v"\nfunc g(p string) { f(K, v, p); x := "a"; { x := p; f(x) }; f(x + K); y := 1; h(&y); f(y) }',
      '"k" "v" ? ? "ak" ?',
    ],
    [
      'php',
      `<?php const K = "k"; class S { private $p = "p"; const C = "c"; function m($d = "d") { $x = "a"; $x .= "b"; f($this->p, S::C, self::C, K, $d, "y{$x}z", escapeshellarg("a")); } }`,
      '"p" "c" "c" "k" ? "yabz" "…"',
    ],
    [
      'ruby',
      `K = "k"
g = "g"
class S
  def initialize; @iv = "iv"; end
  def m; x = "a"; f(K, @iv, g, "#{K}b", x); x << "b"; [1].each { |i| f(i) }; end
end`,
      '"k" "iv" ? "kb" ? ?',
    ],
    ['rust', 'const K: &str = "k"; fn m() { let x = "a"; f(K, x); let x = g(x); f(x); }', '"k" "a" ?'],
    [
      'csharp',
      'class C { const string K = "k"; string n = "n"; void M(string p) { f(K, n, p, $"{K}b"); } }',
      '"k" ? ? "kb"',
    ],
    [
      'c',
      '#define M "m"\nstatic char *K = "k"; void g(char *p) { f(M, K, p); char *x = "a"; f(x); x = p; f(x); }',
      '? ? ? "a" ?',
    ],
    [
      'terraform',
      'variable "v" { default = "d" }\nlocals { a = "x" }\nx = f(var.v, local.a, "${local.a}y", var.w)',
      '"d" "x" "xy" ?',
    ],
  ])('%s', (language, text, expected) => {
    expect(constants(language, text)).toBe(expected);
  });

  it('reads the variables of Bash', () => {
    const adapter = adapterOf('bash')!;
    const known = createFacts(lowered(adapter, 'K="k"\ng() { local x="$K/a"; run "$x"; }'), adapter);
    const last = known.nodes.findLast(({ kind }) => kind === 'Unary')!;
    expect(known.constant(last)?.text).toBe('k/a');
  });
});

describe('types', () => {
  it.each<[LanguageId, string, string]>([
    [
      'python',
      'class A:\n    def __init__(self, t: T): self.t = t\n    def m(self, p: P):\n        d: D = g()\n        f(self.t, p, d, A(), "s")',
      'T P D A str',
    ],
    [
      'typescript',
      'class S { constructor(private readonly db: Db) {} m(x: T) { const y = this.db; f(this.db, x, y, x as V, new W()) } }',
      'Db T Db V W',
    ],
    [
      'java',
      'class C { T t; R m(Q q) { var v = new Foo(); for (I i : q) f(i); f(t, this.t, q, v, m(q), (A) q, "a" + q); } }',
      'I T T Q Foo R A ?',
    ],
    [
      'go',
      'package p\nimport "net/http"\ntype S struct { c *Conn }\nfunc (s *S) M(r *http.Request) { t := &S{}; f(s.c, r, t, t.c) }',
      '(TypePtr * (Name Conn)) (TypePtr * (Attr (Name http) (Name Request))) (TypePtr * (Name S)) (TypePtr * (Name Conn))',
    ],
    [
      'csharp',
      'class C { T t; void M(Q q) { var v = new Foo(); Conn n = new(); f(t, this.t, q, v, n, y as Y); } }',
      'T T Q Foo Conn Y',
    ],
    [
      'php',
      '<?php class S { function __construct(private Db $db) {} function m(R $r) { $q = new D(); f($this->db, $r, $q); } }',
      'Db R D',
    ],
    ['rust', 'struct P { n: String } impl P { fn m(&self, r: Req) { f(self.n, r); } }', 'String Req'],
    ['c', 'struct S { int a; }; void g(struct S *s) { f(s->a); }', 'int'],
  ])('%s', (language, text, expected) => {
    expect(types(language, text)).toBe(expected);
  });
});

describe('qualified names', () => {
  it.each<[LanguageId, string, string]>([
    [
      'python',
      'import os, a.b as c\nfrom m import x as y\ndef g(os): f(os)\nf(os, c, y, z)',
      '? os a.b m.x ?',
    ],
    [
      'javascript',
      'import d, {a as b} from "y"; import * as n from "fs"; const {exec: e} = require("cp"); f(d, b, n, e)',
      'y y.a fs cp.exec',
    ],
    ['typescript', 'import Foo = require("foo"); f(Foo)', 'foo'],
    ['java', 'import a.b.C; import static a.B.go; class X { void m() { f(C, go); } }', 'a.b.C a.B.go'],
    ['go', 'package p\nimport ("fmt"; m "crypto/md5")\nfunc g() { f(fmt, m) }', 'fmt md5'],
    ['csharp', 'using X = A.B.C; class Q { void M() { f(X); } }', 'A.B.C'],
    ['php', '<?php use A\\B\\C as D; use A\\E; f(D, E);', 'A.B.C A.E'],
    ['rust', 'use a::b::{c as d, e}; fn m() { f(d, e); }', 'a.b.c a.b.e'],
  ])('%s', (language, text, expected) => {
    expect(qualified(language, text)).toBe(expected);
  });
});
