import { describe, expect, it } from 'vitest';
import { kotlin } from '../../../../server/engine/languages/kotlin.ts';
import { compiled } from './compiled.ts';
import { shown } from './lowered.ts';

describe('Kotlin', () => {
  it.each([
    [
      'import c.d.E\nimport f.g.*\nimport h.I as J',
      '(Import from (Path c.d (Name c) (Name d)) (Name E) _)\n(Import all (Path f.g (Name f) (Name g)) _ _)\n(Import from (Path h (Name h)) (Name I) (Name J))',
    ],
    [
      'class Foo(val a: Int, private var b: String = "x") : Bar(a), Baz {\n  companion object {\n    const val X = 1\n  }\n  override fun m(x: Int): String? { return "a${x}b" }\n}',
      '(ClassDef class (Name Foo) (Bases (Name Bar) (Name Baz)) (Bases) (ClassBody (Params (Param (Name a) (Name Int) _ (Mods (Mod val))) (Param (Name b) (Name String) (Str "x") (Mods (Mod private) (Mod var)))) (ClassDef class _ (Bases) (Bases) (ClassBody (VarDef (Name X) _ (Num 1) (Mods (Mod const) (Mod val)))) (Mods (Mod companion) (Mod object)) _) (FuncDef (Name m) (Params (Param (Name x) (Name Int) _ (Mods))) (TypeOpt (Name String)) (Block (Return (Concat (Str "a") (Name x) (Str "b")))) (Mods (Mod override)) _)) (Mods) _)',
    ],
    [
      'fun f() {\n  list.map { it -> it.x }\n  foo(1) { y -> y }\n  a?.b!!.c(x = 1)\n  x as Foo\n}',
      '(FuncDef (Name f) (Params) _ (Block (ExprStmt (Call (Attr (Name list) (Name map)) (Args (Lambda (Params (Param (Name it) _ _ (Mods))) _ (Block (ExprStmt (Attr (Name it) (Name x)))) (Mods))))) (ExprStmt (Call (Name foo) (Args (Num 1) (Lambda (Params (Param (Name y) _ _ (Mods))) _ (Block (ExprStmt (Name y))) (Mods))))) (ExprStmt (Call (Attr (Attr ?. (Name a) (Name b)) (Name c)) (Args (KwArg x (Num 1))))) (ExprStmt (Cast (Name Foo) (Name x)))) (Mods) _)',
    ],
    [
      'fun f() {\n  when (x) {\n    1, 2 -> a()\n    else -> d()\n  }\n  if (a) b() else c()\n  for ((k, v) in m) f()\n  try { g() } catch (e: Exception) { h() } finally { }\n}',
      '(FuncDef (Name f) (Params) _ (Block (Switch (Name x) (Cases (Case (Tests (Num 1) (Num 2)) (Block (ExprStmt (Call (Name a) (Args))))) (Case (Tests) (Block (ExprStmt (Call (Name d) (Args))))))) (If (Name a) (Block (ExprStmt (Call (Name b) (Args)))) (Block (ExprStmt (Call (Name c) (Args))))) (ForEach (Tuple (Name k) (Name v)) (Name m) (Block (ExprStmt (Call (Name f) (Args)))) _) (Try (Block (ExprStmt (Call (Name g) (Args)))) (Catches (Catch (Name Exception) (Name e) (Block (ExprStmt (Call (Name h) (Args)))))) _ (Block))) (Mods) _)',
    ],
  ])('lowers: %s', (source, tree) => {
    expect(shown(kotlin, source)).toBe(tree);
  });

  it.each([
    [
      'fun $F(..., $X: String, ...): $T { ... }',
      'statement (FuncDef (Metavar $F) (Params (Ellipsis) (Param (Metavar $X) (Name String) _ (Mods)) (Ellipsis)) (Metavar $T) (Block (Ellipsis)) (Mods) _)',
    ],
    [
      'class $C {\n  ...\n  fun $F(...) { ... }\n  ...\n}',
      'statement (ClassDef class (Metavar $C) (Bases) (Bases) (ClassBody (Ellipsis) (FuncDef (Metavar $F) (Params (Ellipsis)) _ (Block (Ellipsis)) (Mods) _) (Ellipsis)) (Mods) _)',
    ],
    ['($X: String).foo()', 'expression (Call (Attr (TypedMetavar $X (Name String)) (Name foo)) (Args))'],
  ])('reads patterns: %s', (source, tree) => {
    expect(compiled(kotlin, source)).toBe(tree);
  });
});
