import { describe, expect, it } from 'vitest';
import { java } from '../../../../server/engine/languages/java.ts';
import { compiled } from './compiled.ts';
import { shown } from './lowered.ts';

describe('Java', () => {
  it.each([
    [
      'int a = 1, b[] = {1, 2};',
      '(VarDef (Name a) (Name int) (Num 1) (Mods))\n(VarDef (Name b) (TypeArray (Name int) _) (List (Num 1) (Num 2)) (Mods))',
    ],
    ['final String s = "a\\tb\\u0041";', '(VarDef (Name s) (Name String) (Str "a\\tbA") (Mods (Mod final)))'],
    [
      'if (a) b(); else if (c) { d(); }',
      '(If (Name a) (Block (ExprStmt (Call (Name b) (Args)))) (Block (If (Name c) (Block (ExprStmt (Call (Name d) (Args)))) _)))',
    ],
    [
      'for (int i = 0, j = 1; i < 3; i++, j++) f();',
      '(For (Seq (VarDef (Name i) (Name int) (Num 0) (Mods)) (VarDef (Name j) (Name int) (Num 1) (Mods))) (Binary < (Name i) (Num 3)) (Seq (Update post++ (Name i)) (Update post++ (Name j))) (Block (ExprStmt (Call (Name f) (Args)))))',
    ],
    [
      'for (final String s : all) { }',
      '(ForEach (Param (Name s) (Name String) _ (Mods (Mod final))) (Name all) (Block) _)',
    ],
    [
      'try { f(); } catch (A | B e) { } finally { g(); }',
      '(Try (Block (ExprStmt (Call (Name f) (Args)))) (Catches (Catch (Name A) (Name e) (Block))) _ (Block (ExprStmt (Call (Name g) (Args)))))',
    ],
    [
      'try (R r = open(); other) { f(); } catch (E e) { }',
      '(With (Items (VarDef (Name r) (Name R) (Call (Name open) (Args)) (Mods)) (Name other)) (Block (Try (Block (ExprStmt (Call (Name f) (Args)))) (Catches (Catch (Name E) (Name e) (Block))) _ _)))',
    ],
    [
      'switch (x) { case 1: case 2: f(); break; default: g(); }',
      '(Switch (Name x) (Cases (Case (Tests (Num 1) (Num 2)) (Block (ExprStmt (Call (Name f) (Args))) (Break _))) (Case (Tests) (Block (ExprStmt (Call (Name g) (Args)))))))',
    ],
    [
      'int q = switch (y) { case A, B -> 1; case C -> { yield 2; } default -> throw e; };',
      '(VarDef (Name q) (Name int) (Switch (Name y) (Cases (Case (Tests (Name A) (Name B)) (Block (ExprStmt (Num 1)))) (Case (Tests (Name C)) (Block (ExprStmt (Yield (Num 2))))) (Case (Tests) (Block (Throw (Name e)))))) (Mods))',
    ],
    [
      'label: while (true) { break label; }',
      '(Label (Name label) (While (Bool true) (Block (Break (Name label)))))',
    ],
    [
      'synchronized (this) { assert a : "m"; }',
      '(Other synchronized (Name this) (Block (Assert (Args (Name a) (Str "m")))))',
    ],
    ['do { continue; } while (a);', '(DoWhile (Block (Continue _)) (Name a))'],
    [
      'import static a.b.C.*; import a.b.D; package x.y;',
      '(Import all (Path a.b.C (Name a) (Name b) (Name C)) _ _)\n(Import from (Path a.b (Name a) (Name b)) (Name D) _)\n(Package (Path x.y (Name x) (Name y)))',
    ],
    ['throw new E();', '(Throw (New (Name E) (Args) _))'],
  ])('lowers statements: %s', (source, tree) => {
    expect(shown(java, source)).toBe(tree);
  });

  it.each([
    ['x = a ? b : c;', '(ExprStmt (Assign = (Name x) (Ternary (Name a) (Name b) (Name c))))'],
    [
      'x += 0x1FL + 1_000 + 017 + 1.5f;',
      '(ExprStmt (AugAssign + (Name x) (Binary + (Binary + (Binary + (Num 31) (Num 1000)) (Num 15)) (Num 1.5))))',
    ],
    ["char c = '\\n';", '(VarDef (Name c) (Name char) (Char "\\n") (Mods))'],
    [
      'a.b.c(1).d(this, super.x);',
      '(ExprStmt (Call (Attr (Call (Attr (Attr (Name a) (Name b)) (Name c)) (Args (Num 1))) (Name d)) (Args (Name this) (Attr (Name super) (Name x)))))',
    ],
    [
      'a[1]++; --b;',
      '(ExprStmt (Update post++ (Index (Name a) (Num 1))))\n(ExprStmt (Update pre-- (Name b)))',
    ],
    [
      'Object o = (Foo) x instanceof Bar b;',
      '(VarDef (Name o) (Name Object) (Binary instanceof (Cast (Name Foo) (Name x)) (Name Bar)) (Mods))',
    ],
    [
      'F f = (x, y) -> x; F g = (int z) -> { return z; }; F h = Foo::new; F i = a.b::c;',
      '(VarDef (Name f) (Name F) (Lambda (Params (Param (Name x) _ _ (Mods)) (Param (Name y) _ _ (Mods))) _ (ExprStmt (Name x)) (Mods)) (Mods))\n(VarDef (Name g) (Name F) (Lambda (Params (Param (Name z) (Name int) _ (Mods))) _ (Block (Return (Name z))) (Mods)) (Mods))\n(VarDef (Name h) (Name F) (Other method_reference new (Name Foo)) (Mods))\n(VarDef (Name i) (Name F) (Other method_reference (Attr (Name a) (Name b)) (Name c)) (Mods))',
    ],
    [
      'use(new Foo<>(1) { int x; }, new int[3][], new int[] {1}, Foo.class);',
      '(ExprStmt (Call (Name use) (Args (Call (AnonClass (Bases (TypeApply (Name Foo) (TypeArgs))) (ClassBody (VarDef (Name x) (Name int) _ (Mods)))) (Args (Num 1))) (New (TypeArray (TypeArray (Name int) _) _) (Args (Num 3)) _) (New (TypeArray (Name int) _) (Args (List (Num 1))) _) (Other class_literal (Name Foo)))))',
    ],
    [
      'String s = """\n    a\n      b\\n\n    """;',
      '(VarDef (Name s) (Name String) (Str "a\\n  b\\n\\n") (Mods))',
    ],
    [
      'f(null, true, (a), -b, !c);',
      '(ExprStmt (Call (Name f) (Args (Null null) (Bool true) (Name a) (Unary - (Name b)) (Unary ! (Name c)))))',
    ],
  ])('lowers expressions: %s', (source, tree) => {
    expect(shown(java, source)).toBe(tree);
  });

  it.each([
    [
      '@A(x = 1, y = {1, 2}) @B public abstract class Foo<T extends U> extends D<X> implements I, J { }',
      '(ClassDef class (Name Foo) (Bases (TypeApply (Name D) (TypeArgs (Name X)))) (Bases (Name I) (Name J)) (ClassBody) (Mods (Decorator (Name A) (Args (KwArg x (Num 1)) (KwArg y (List (Num 1) (Num 2))))) (Decorator (Name B) (Args)) (Mod public) (Mod abstract)) (TypeParams (Other type_parameter (Name T) (Other type_bound extends (Name U)))))',
    ],
    [
      'class A { private static final int a = 1; static { f(); } A(int x) throws E, F { super(x); } }',
      '(ClassDef class (Name A) (Bases) (Bases) (ClassBody (VarDef (Name a) (Name int) (Num 1) (Mods (Mod private) (Mod static) (Mod final))) (Other static (Block (ExprStmt (Call (Name f) (Args))))) (FuncDef (Name A) (Params (Param (Name x) (Name int) _ (Mods))) _ (Block (ExprStmt (Call (Name super) (Args (Name x))))) (Mods (Other throws (Name E)) (Other throws (Name F))) _)) (Mods) _)',
    ],
    [
      'class A { @Override public String[] m(final String s, @P int... r) { return null; } abstract <T> T n(); }',
      '(ClassDef class (Name A) (Bases) (Bases) (ClassBody (FuncDef (Name m) (Params (Param (Name s) (Name String) _ (Mods (Mod final))) (Spread ... (Param (Name r) (Name int) _ (Mods (Decorator (Name P) (Args)))))) (TypeArray (Name String) _) (Block (Return (Null null))) (Mods (Decorator (Name Override) (Args)) (Mod public)) _) (FuncDef (Name n) (Params) (Name T) (Block) (Mods (Mod abstract)) (TypeParams (Name T)))) (Mods) _)',
    ],
    [
      'interface I extends J { int X = 1; void f(); default void g() { } }',
      '(ClassDef interface (Name I) (Bases) (Bases (Name J)) (ClassBody (VarDef (Name X) (Name int) (Num 1) (Mods)) (FuncDef (Name f) (Params) (Name void) _ (Mods) _) (FuncDef (Name g) (Params) (Name void) (Block) (Mods (Mod default)) _)) (Mods) _)',
    ],
    [
      'enum E implements F { A, B(1) { void f() { } }; int z; }',
      '(ClassDef class (Name E) (Bases) (Bases (Name F)) (ClassBody (VarDef (Name A) _ _ (Mods)) (Other enum_constant (Name B) (Args (Num 1)) (ClassBody (FuncDef (Name f) (Params) (Name void) (Block) (Mods) _))) (VarDef (Name z) (Name int) _ (Mods))) (Mods (Mod enum)) _)',
    ],
    [
      'record P(int x, String y) implements Q { P { } }',
      '(ClassDef class (Name P) (Bases) (Bases (Name Q)) (ClassBody (Params (Param (Name x) (Name int) _ (Mods)) (Param (Name y) (Name String) _ (Mods))) (FuncDef (Name P) (Params) _ (Block) (Mods) _)) (Mods (Mod record)) _)',
    ],
    [
      '@interface An { int v() default 1; }',
      '(ClassDef annotation (Name An) (Bases) (Bases) (ClassBody (FuncDef (Name v) (Params) (Name int) _ (Mods) _)) (Mods) _)',
    ],
    [
      'class A { Map.Entry<A, List<? extends B>> e; a.b.C[] d; }',
      '(ClassDef class (Name A) (Bases) (Bases) (ClassBody (VarDef (Name e) (TypeApply (Attr (Name Map) (Name Entry)) (TypeArgs (Name A) (TypeApply (Name List) (TypeArgs (Other wildcard ? extends (Name B)))))) _ (Mods)) (VarDef (Name d) (TypeArray (Attr (Attr (Name a) (Name b)) (Name C)) _) _ (Mods))) (Mods) _)',
    ],
  ])('lowers declarations: %s', (source, tree) => {
    expect(shown(java, source)).toBe(tree);
  });

  it.each([
    [
      'class A { void f() { exec(x); if ( } }',
      '(ClassDef class (Name A) (Bases) (Bases) (ClassBody (FuncDef (Name f) (Params) (Name void) (Block (ExprStmt (Call (Name exec) (Args (Name x))))) (Mods) _)) (Mods) _)',
    ],
  ])('lowers what it knows of broken code: %s', (source, tree) => {
    expect(shown(java, source)).toBe(tree);
  });

  it.each([
    ['$X.exec(...)', 'expression (Call (Attr (Metavar $X) (Name exec)) (Args (Ellipsis)))'],
    ['try { ... }', 'node (Try (Block (Ellipsis)) (Ellipsis) _ (Ellipsis))'],
    ['catch ($E $X) { ... }', 'node (Catch (Metavar $E) (Metavar $X) (Block (Ellipsis)))'],
    ['finally { ... }', 'statement (Try (Ellipsis) (Ellipsis) (Ellipsis) (Block (Ellipsis)))'],
    ['if ($X)', 'node (If (Metavar $X) (Ellipsis) (Ellipsis))'],
    ['@Foo(..., a = $X)', 'node (Decorator (Name Foo) (Args (Ellipsis) (KwArg a (Metavar $X))))'],
    [
      '@RequestParam String $X',
      'node (Param (Metavar $X) (Name String) _ (Mods (Decorator (Name RequestParam) (Args))))',
    ],
    [
      'public $T $F(..., @A(...) $P $X, ...) { ... return $X; }',
      'statement (FuncDef (Metavar $F) (Params (Ellipsis) (Param (Metavar $X) (Metavar $P) _ (Mods (Decorator (Name A) (Args (Ellipsis))))) (Ellipsis)) (Metavar $T) (Block (Ellipsis) (Return (Metavar $X))) (Mods (Mod public)) _)',
    ],
    [
      'class $C extends $D { ... int $X; ... }',
      'statement (ClassDef class (Metavar $C) (Bases (Metavar $D)) (Bases) (ClassBody (Ellipsis) (VarDef (Metavar $X) (Name int) _ (Mods)) (Ellipsis)) (Mods) _)',
    ],
    [
      'switch ($X) { ... case 1: f(); ... }',
      'statement (Switch (Metavar $X) (Cases (Ellipsis) (Case (Tests (Num 1)) (Block (ExprStmt ; (Call (Name f) (Args))) (Ellipsis)))))',
    ],
    ['for (...) { ... }', 'statement (For (Ellipsis) (Ellipsis) (Ellipsis) (Block (Ellipsis)))'],
    [
      'try (...) { ... } catch (...) { ... }',
      'statement (With (Items (Ellipsis)) (Block (Try (Block (Ellipsis)) (Catches (Catch (Ellipsis) (Ellipsis) (Block (Ellipsis)))) _ _)))',
    ],
    [
      '(String $X).foo(<... $Y ...>);',
      'statement (ExprStmt ; (Call (Attr (TypedMetavar $X (Name String)) (Name foo)) (Args (DeepEllipsis (Metavar $Y)))))',
    ],
    ['$X. ... .foo()', 'expression (Call (Attr (AttrDots (Metavar $X)) (Name foo)) (Args))'],
    ['new $T[] {..., 1}', 'expression (New (TypeArray (Metavar $T) _) (Args (List (Ellipsis) (Num 1))) _)'],
    ['return $X', 'node (Param (Metavar $X) (Name return) _ (Mods))'],
    ['super(...)', 'node (ExprStmt (Call (Name super) (Args (Ellipsis))))'],
    [
      '$T $F(...) throws ... { ... }',
      'statement (FuncDef (Metavar $F) (Params (Ellipsis)) (Metavar $T) (Block (Ellipsis)) (Mods (Other throws (Ellipsis))) _)',
    ],
    ['import $X.$Y;', 'statement (Import from (Path $X (Metavar $X)) (Metavar $Y) _)'],
  ])('reads patterns: %s', (source, tree) => {
    expect(compiled(java, source)).toBe(tree);
  });
});
