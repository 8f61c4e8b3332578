import { describe, expect, it } from 'vitest';
import { csharp } from '../../../../server/engine/languages/csharp.ts';
import { compiled } from './compiled.ts';
import { shown } from './lowered.ts';

describe('C#', () => {
  it.each([
    [
      'var a = 1; string b = "x", c; using var d = new D();',
      '(VarDef (Name a) _ (Num 1) (Mods))\n(VarDef (Name b) (Name string) (Str "x") (Mods))\n(VarDef (Name c) (Name string) _ (Mods))\n(VarDef (Name d) _ (New (Name D) (Args) (Tuple)) (Mods (Mod using)))',
    ],
    [
      'if (a) F(); else if (b) { G(); }',
      '(If (Name a) (Block (ExprStmt (Call (Name F) (Args)))) (Block (If (Name b) (Block (ExprStmt (Call (Name G) (Args)))) _)))',
    ],
    [
      'for (int i = 0; i < 3; i++) F(); foreach (var x in y) { } foreach (string s in t) G();',
      '(For (VarDef (Name i) (Name int) (Num 0) (Mods)) (Binary < (Name i) (Num 3)) (Update post++ (Name i)) (Block (ExprStmt (Call (Name F) (Args)))))\n(ForEach (Param (Name x) _ _ (Mods)) (Name y) (Block) _)\n(ForEach (Param (Name s) (Name string) _ (Mods)) (Name t) (Block (ExprStmt (Call (Name G) (Args)))) _)',
    ],
    [
      'try { } catch (E e) when (e.x) { } catch { } finally { F(); }',
      '(Try (Block) (Catches (Catch (Name E) (Name e) (Block)) (Catch _ _ (Block))) _ (Block (ExprStmt (Call (Name F) (Args)))))',
    ],
    [
      'using (var a = new A()) { F(); } using (b) G();',
      '(With (Items (VarDef (Name a) _ (New (Name A) (Args) (Tuple)) (Mods))) (Block (ExprStmt (Call (Name F) (Args)))))\n(With (Items (Name b)) (Block (ExprStmt (Call (Name G) (Args)))))',
    ],
    [
      'switch (x) { case 1: case 2: F(); break; case string s when s.x: break; default: goto case 1; }',
      '(Switch (Name x) (Cases (Case (Tests (Num 1) (Num 2)) (Block (ExprStmt (Call (Name F) (Args))) (Break _))) (Case (Tests (Name string) (Other when_clause when (Attr (Name s) (Name x)))) (Block (Break _))) (Case (Tests) (Block (Other goto_statement goto case (Num 1))))))',
    ],
    [
      'lock (this) { } checked { } unsafe { F(); } fixed (int* p = &x) { }',
      '(Other lock (Name this) (Block))\n(Other checked (Block))\n(Other unsafe (Block (ExprStmt (Call (Name F) (Args)))))\n(With (Items (VarDef (Name p) (TypePtr * (Name int)) (Unary & (Name x)) (Mods))) (Block))',
    ],
    [
      'goto l; l: F(); throw e;',
      '(Goto (Name l))\n(Label (Name l) (ExprStmt (Call (Name F) (Args))))\n(Throw (Name e))',
    ],
    [
      'void Local(int x) { yield return 1; yield break; }',
      '(FuncDef (Name Local) (Params (Param (Name x) (Name int) _ (Mods))) (Name void) (Block (ExprStmt (Yield (Num 1))) (ExprStmt (Yield _))) (Mods) _)',
    ],
    [
      'var (a, b) = t; (c, d) = (d, c);',
      '(VarDef (Tuple (Name a) (Name b)) _ (Name t) (Mods))\n(ExprStmt (Assign = (Tuple (Name c) (Name d)) (Tuple (Name d) (Name c))))',
    ],
    [
      'using System; using static A.B; using X = A.B; class C { }',
      '(Import all (Path System (Name System)) _ _)\n(Import all (Path A.B (Name A) (Name B)) _ _)\n(Import module (Path A.B (Name A) (Name B)) _ (Name X))\n(ClassDef class (Name C) (Bases) (Bases) (ClassBody) (Mods) _)',
    ],
  ])('lowers statements: %s', (source, tree) => {
    expect(shown(csharp, source)).toBe(tree);
  });

  it.each([
    [
      'x = $"a{b,3}c{d:x2}{{" + @"a\\b""c" + """x "y" z""";',
      '(ExprStmt (Assign = (Name x) (Binary + (Binary + (Concat (Str "a") (Name b) (Str "c") (Name d) (Str "{")) (Str "a\\\\b\\"c")) (Str "x \\"y\\" z"))))',
    ],
    [
      'F(name: 1, out var z, ref q, out int k);',
      '(ExprStmt (Call (Name F) (Args (KwArg name (Num 1)) (Name z) (Name q) (VarDef (Name k) (Name int) _ (Mods)))))',
    ],
    [
      'a?.b?.c(1); x = y?[0];',
      '(ExprStmt (Call (Attr (Unary ?. (Attr (Unary ?. (Name a)) (Name b))) (Name c)) (Args (Num 1))))\n(ExprStmt (Assign = (Name x) (Index (Unary ?. (Name y)) (Num 0))))',
    ],
    [
      'x = new Foo(1) { A = 1, ["b"] = 2 }; y = new() { A = 1 }; z = new[] { 1 }; w = new { A = 1, b };',
      '(ExprStmt (Assign = (Name x) (New (Name Foo) (Args (Num 1)) (Tuple (Assign = (Name A) (Num 1)) (Assign = (Tuple (Str "b")) (Num 2))))))\n(ExprStmt (Assign = (Name y) (New _ (Args) (Tuple (Assign = (Name A) (Num 1))))))\n(ExprStmt (Assign = (Name z) (List (Num 1))))\n(ExprStmt (Assign = (Name w) (Record (Pair (Name A) (Num 1)) (Name b))))',
    ],
    [
      'x = (Foo)y; x = y as Foo; x = y is Foo f; x = y is not null;',
      '(ExprStmt (Assign = (Name x) (Cast (Name Foo) (Name y))))\n(ExprStmt (Assign = (Name x) (Cast (Name Foo) (Name y))))\n(ExprStmt (Assign = (Name x) (Binary is (Name y) (Name Foo))))\n(ExprStmt (Assign = (Name x) (Binary is (Name y) (Unary not (Null null)))))',
    ],
    [
      'x ??= y; x = a ?? b; x++; --x; x = -y; x = a!.b;',
      '(ExprStmt (AugAssign ?? (Name x) (Name y)))\n(ExprStmt (Assign = (Name x) (Binary ?? (Name a) (Name b))))\n(ExprStmt (Update post++ (Name x)))\n(ExprStmt (Update pre-- (Name x)))\n(ExprStmt (Assign = (Name x) (Unary - (Name y))))\n(ExprStmt (Assign = (Name x) (Attr (Name a) (Name b))))',
    ],
    [
      'x = typeof(Foo); x = nameof(y); x = default(int); x = sizeof(int);',
      '(ExprStmt (Assign = (Name x) (Call (Name typeof) (Args (Name Foo)))))\n(ExprStmt (Assign = (Name x) (Call (Name nameof) (Args (Name y)))))\n(ExprStmt (Assign = (Name x) (Call (Name default) (Args (Name int)))))\n(ExprStmt (Assign = (Name x) (Call (Name sizeof) (Args (Name int)))))',
    ],
    [
      'f = x => 1; f = async (int x, y) => { }; f = delegate (int x) { };',
      '(ExprStmt (Assign = (Name f) (Lambda (Params (Param (Name x) _ _ (Mods))) _ (Num 1) (Mods))))\n(ExprStmt (Assign = (Name f) (Lambda async (Params (Param (Name x) (Name int) _ (Mods)) (Param (Name y) _ _ (Mods))) _ (Block) (Mods (Mod async)))))\n(ExprStmt (Assign = (Name f) (Lambda (Params (Param (Name x) (Name int) _ (Mods))) _ (Block) (Mods))))',
    ],
    [
      'x = await y.ZAsync(); x = a[1, 2]; x = a[1..^2]; x = [1, .. b];',
      '(ExprStmt (Assign = (Name x) (Await (Call (Attr (Name y) (Name ZAsync)) (Args)))))\n(ExprStmt (Assign = (Name x) (Index (Name a) (Num 1) (Num 2))))\n(ExprStmt (Assign = (Name x) (Index (Name a) (Binary .. (Num 1) (Unary ^ (Num 2))))))\n(ExprStmt (Assign = (Name x) (List (Num 1) (Spread ... (Name b)))))',
    ],
    [
      'x = y switch { 1 => "a", Foo f => "b", _ => throw e };',
      '(ExprStmt (Assign = (Name x) (Switch (Name y) (Cases (Case (Tests (Num 1)) (Block (ExprStmt (Str "a")))) (Case (Tests (Name Foo)) (Block (ExprStmt (Str "b")))) (Case (Tests (Name _)) (Block (ExprStmt (Throw (Name e)))))))))',
    ],
    [
      "x = Foo<int>.Bar<string>(1_000L, 0x1F, 0b11, 1.5f, 'a', true, null); x = global::A.B;",
      '(ExprStmt (Assign = (Name x) (Call (Attr (TypeApply (Name Foo) (TypeArgs (Name int))) (TypeApply (Name Bar) (TypeArgs (Name string)))) (Args (Num 1000) (Num 31) (Num 3) (Num 1.5) (Char "a") (Bool true) (Null null)))))\n(ExprStmt (Assign = (Name x) (Attr (Name A) (Name B))))',
    ],
    [
      'x = from a in b where a.c select a;',
      '(ExprStmt (Assign = (Name x) (Call (Attr (Call (Attr (Name b) (Name Where)) (Args (Lambda (Params (Param (Name a) _ _ (Mods))) _ (Attr (Name a) (Name c)) (Mods)))) (Name Select)) (Args (Lambda (Params (Param (Name a) _ _ (Mods))) _ (Name a) (Mods))))))',
    ],
  ])('lowers expressions: %s', (source, tree) => {
    expect(shown(csharp, source)).toBe(tree);
  });

  it.each([
    [
      'namespace N.M { [Route("a", Name = "b"), Http] public class C<T> : Base, IFoo where T : new() { } }',
      '(Other namespace (Attr (Name N) (Name M)) (Block (ClassDef class (Name C) (Bases (Name Base) (Name IFoo)) (Bases) (ClassBody) (Mods (Decorator (Name Route) (Args (Str "a") (KwArg Name (Str "b")))) (Decorator (Name Http) (Args)) (Mod public)) (TypeParams (Name T)))))',
    ],
    [
      'namespace N; struct S : I { } record R(int X) : B(X) { } interface I { void F(); } enum E { A, B = 2 }',
      '(Package (Path N (Name N)))\n(ClassDef class (Name S) (Bases (Name I)) (Bases) (ClassBody) (Mods (Mod struct)) _)\n(ClassDef class (Name R) (Bases (Name B)) (Bases) (ClassBody (Params (Param (Name X) (Name int) _ (Mods)))) (Mods (Mod record)) _)\n(ClassDef interface (Name I) (Bases) (Bases) (ClassBody (FuncDef (Name F) (Params) (Name void) _ (Mods) _)) (Mods) _)\n(ClassDef enum (Name E) (Bases) (Bases) (ClassBody (VarDef (Name A) _ _ (Mods)) (Other enum_member (Name B) (Num 2))) (Mods) _)',
    ],
    [
      'class C { private readonly int a = 1, b; public string P { get; set; } = "x"; public int R => a; }',
      '(ClassDef class (Name C) (Bases) (Bases) (ClassBody (VarDef (Name a) (Name int) (Num 1) (Mods (Mod private) (Mod const))) (VarDef (Name b) (Name int) _ (Mods (Mod private) (Mod const))) (VarDef (Name P) (Name string) (Str "x") (Mods (Mod public))) (VarDef (Name R) (Name int) _ (Mods (Mod public))) (FuncDef (Name get) (Params) (Name int) (Block (ExprStmt (Name a))) (Mods) _)) (Mods) _)',
    ],
    [
      'class C { public string Q { get { return a; } private set { a = value; } } public int this[int i] { get { return 1; } } }',
      '(ClassDef class (Name C) (Bases) (Bases) (ClassBody (VarDef (Name Q) (Name string) _ (Mods (Mod public))) (FuncDef (Name get) (Params) (Name string) (Block (Return (Name a))) (Mods) _) (FuncDef (Name set) (Params (Param (Name value) (Name string) _ (Mods))) _ (Block (ExprStmt (Assign = (Name a) (Name value)))) (Mods (Mod private)) _) (FuncDef (Name get) (Params (Param (Name i) (Name int) _ (Mods))) (Name int) (Block (Return (Num 1))) (Mods) _)) (Mods) _)',
    ],
    [
      'class C { C(int x = 1) : base(x) { F(); } ~C() { } public static C operator +(C a, C b) { return a; } event E Ev; }',
      '(ClassDef class (Name C) (Bases) (Bases) (ClassBody (FuncDef (Name C) (Params (Param (Name x) (Name int) (Num 1) (Mods))) _ (Block (ExprStmt (Call (Name base) (Args (Name x)))) (ExprStmt (Call (Name F) (Args)))) (Mods (Mod constructor)) _) (FuncDef (Name Finalize) (Params) _ (Block) (Mods) _) (FuncDef (Name +) (Params (Param (Name a) (Name C) _ (Mods)) (Param (Name b) (Name C) _ (Mods))) (Name C) (Block (Return (Name a))) (Mods (Mod public) (Mod static)) _) (VarDef (Name Ev) (Name E) _ (Mods (Mod event)))) (Mods) _)',
    ],
    [
      'class C { public async Task<int?> M([FromBody] string s, ref int y, params int[] r) => await F(s); }',
      '(ClassDef class (Name C) (Bases) (Bases) (ClassBody (FuncDef (Name M) (Params (Param (Name s) (Name string) _ (Mods (Decorator (Name FromBody) (Args)))) (Param (Name y) (Name int) _ (Mods (Mod ref))) (Spread ... (Param (Name r) (TypeArray (Name int) _) _ (Mods)))) (TypeApply (Name Task) (TypeArgs (TypeOpt (Name int)))) (Block (ExprStmt (Await (Call (Name F) (Args (Name s)))))) (Mods (Mod public) (Mod async)) _)) (Mods) _)',
    ],
    [
      '#if A\nclass X { }\n#else\nclass Y { }\n#endif',
      '(ClassDef class (Name X) (Bases) (Bases) (ClassBody) (Mods) _)\n(ClassDef class (Name Y) (Bases) (Bases) (ClassBody) (Mods) _)',
    ],
  ])('lowers declarations: %s', (source, tree) => {
    expect(shown(csharp, source)).toBe(tree);
  });

  it.each([
    [
      'class A { void F() { Exec(x); if ( } }',
      '(ClassDef class (Name A) (Bases) (Bases) (ClassBody (FuncDef (Name F) (Params) (Name void) (Block (ExprStmt (Call (Name Exec) (Args (Name x))))) (Mods) _)) (Mods) _)',
    ],
  ])('lowers what it knows of broken code: %s', (source, tree) => {
    expect(shown(csharp, source)).toBe(tree);
  });

  it.each([
    ['$X.Exec(...)', 'expression (Call (Attr (Metavar $X) (Name Exec)) (Args (Ellipsis)))'],
    ['[Foo(...)]', 'node (Decorator (Name Foo) (Args (Ellipsis)))'],
    [
      '[Foo(..., A = $X)] public $T $F(..., string $X, ...) { ... }',
      'statement (FuncDef (Metavar $F) (Params (Ellipsis) (Param (Metavar $X) (Name string) _ (Mods)) (Ellipsis)) (Metavar $T) (Block (Ellipsis)) (Mods (Decorator (Name Foo) (Args (Ellipsis) (KwArg A (Metavar $X)))) (Mod public)) _)',
    ],
    ['catch ($E $X) { ... }', 'node (Catch (Metavar $E) (Metavar $X) (Block (Ellipsis)))'],
    ['if ($X)', 'node (If (Metavar $X) (Ellipsis) (Ellipsis))'],
    [
      'new $C { ..., A = $X, ... }',
      'expression (New (Metavar $C) (Args) (Tuple (Ellipsis) (Assign = (Name A) (Metavar $X)) (Ellipsis)))',
    ],
    ['$"...{$X}..."', 'expression (Concat (Str "...") (Metavar $X) (Str "..."))'],
    ['public $T $P { get; set; }', 'statement (VarDef (Metavar $P) (Metavar $T) _ (Mods (Mod public)))'],
    [
      'using (var $X = new $T(...)) { ... }',
      'statement (With (Items (VarDef (Metavar $X) _ (New (Metavar $T) (Args (Ellipsis)) (Tuple)) (Mods))) (Block (Ellipsis)))',
    ],
    ['foreach (...) { ... }', 'statement (ForEach (Ellipsis) (Ellipsis) (Block (Ellipsis)) _)'],
    [
      '(string $X).Foo(<... $Y ...>);',
      'statement (ExprStmt ; (Call (Attr (TypedMetavar $X (Name string)) (Name Foo)) (Args (DeepEllipsis (Metavar $Y)))))',
    ],
    ['$X. ... .Foo()', 'expression (Call (Attr (AttrDots (Metavar $X)) (Name Foo)) (Args))'],
    [
      'class $C : $D { ... $T $F(...) { ... } ... }',
      'statement (ClassDef class (Metavar $C) (Bases (Metavar $D)) (Bases) (ClassBody (Ellipsis) (FuncDef (Metavar $F) (Params (Ellipsis)) (Metavar $T) (Block (Ellipsis)) (Mods) _) (Ellipsis)) (Mods) _)',
    ],
    ['(...) => { ... }', 'expression (Lambda (Params (Ellipsis)) _ (Block (Ellipsis)) (Mods))'],
    ['$X;', 'expression (Metavar $X)'],
    [
      '[FromBody] string $X',
      'node (Param (Metavar $X) (Name string) _ (Mods (Decorator (Name FromBody) (Args))))',
    ],
    ['using System.$X;', 'statement (Import all (Path System.$X (Name System) (Metavar $X)) _ _)'],
  ])('reads patterns: %s', (source, tree) => {
    expect(compiled(csharp, source)).toBe(tree);
  });
});
