import { describe, expect, it } from 'vitest';
import { javascript, tsx, typescript } from '../../../../server/engine/languages/javascript/adapter.ts';
import { lowered, shown } from './lowered.ts';

describe('expressions of JavaScript', () => {
  it.each([
    ['a?.b?.[0]?.(c)', '(Call (Index (Attr ?. (Name a) (Name b)) (Num 0)) (Args (Name c)))'],
    ['toString()', '(Call (Name toString) (Args))'],
    ['constructor(a)', '(Call (Name constructor) (Args (Name a)))'],
    ['new A', '(New (Name A) (Args) _)'],
    ['new a.B(1, ...c)', '(New (Attr (Name a) (Name B)) (Args (Num 1) (Spread ... (Name c))) _)'],
    ['`a${b}c`', '(Concat (Str "a") (Name b) (Str "c"))'],
    ['`a\\n`', '(Str "a\\n")'],
    ['``', '(Str)'],
    ['t`a${b}`', '(Concat tagged (Name t) (Str "a") (Name b))'],
    [`'it\\'s \\u0041\\x42'`, `(Str "it's AB")`],
    ['/a[/]b/gi', '(Regex "a[/]b" (Str "gi"))'],
    ['a ??= b', '(Binary ?? (Name a) (Assign = (Name a) (Name b)))'],
    ['a += b', '(Assign = (Name a) (Binary + (Name a) (Name b)))'],
    ['a in b', '(Binary in (Name a) (Name b))'],
    ['typeof a', '(Unary typeof (Name a))'],
    ['a++', '(Update post++ (Name a))'],
    ['--a', '(Update pre-- (Name a))'],
    ['a, b', '(Seq (Name a) (Name b))'],
    ['[a, , ...b]', '(List (Name a) _ (Spread ... (Name b)))'],
    [
      'x = { a, "b": 1, [c]: 2, ["d"]: 3, ...e, f() {}, 0x10: 4 }',
      '(Assign = (Name x) (Record (Pair (Name a) (Name a)) (Pair (Name b) (Num 1)) (Pair (Other computed (Name c)) (Num 2)) (Pair (Name d) (Num 3)) (Spread ... (Name e)) (FuncDef (Name f) (Params) _ (Block) (Mods) _) (Pair (Num 16) (Num 4))))',
    ],
    [
      '(function named(a) { return a })',
      '(Lambda (Params (Param (Name a) _ _ (Mods))) _ (Block (Return (Name a))) (Mods))',
    ],
    [
      'async a => a',
      '(Lambda async (Params (Param (Name a) _ _ (Mods))) _ (Block (Return (Name a))) (Mods))',
    ],
    [
      '({ b, c: { d = 1 } }, ...e) => {}',
      '(Lambda (Params (Param (Record (Pair (Name b) (Name b)) (Pair (Name c) (Record (Pair (Name d) (Assign = (Name d) (Num 1)))))) _ _ (Mods)) (Spread ... (Param (Name e) _ _ (Mods)))) _ (Block) (Mods))',
    ],
    ['import("a")', '(Call (Name import) (Args (Str "a")))'],
    ['undefined', '(Null undefined)'],
    ['10n, 0b11, 1_0.5', '(Seq (Num 10) (Num 3) (Num 10.5))'],
    [
      '(class extends A { b() {} })',
      '(AnonClass (Bases (Name A)) (ClassBody (FuncDef (Name b) (Params) _ (Block) (Mods) _)))',
    ],
  ])('lowers %s', (text, expected) => {
    expect(shown(javascript, text)).toBe(`(ExprStmt ${expected})`);
  });
});

describe('statements of JavaScript', () => {
  it.each([
    ['"use strict"', '(ExprStmt (Str "use strict"))'],
    ['let a, b = 1', '(VarDef (Name a) _ _ (Mods (Mod let)))\n(VarDef (Name b) _ (Num 1) (Mods (Mod let)))'],
    [
      'const { a, b: c = 1, ...d } = e',
      '(VarDef (Record (Pair (Name a) (Name a)) (Pair (Name b) (Assign = (Name c) (Num 1))) (Spread ... (Name d))) _ (Name e) (Mods (Mod const)))',
    ],
    [
      'if (a) b; else if (c) d',
      '(If (Name a) (Block (ExprStmt (Name b))) (Block (If (Name c) (Block (ExprStmt (Name d))) _)))',
    ],
    ['for (;;) a', '(For _ _ _ (Block (ExprStmt (Name a))))'],
    [
      'for (let i = 0, j; i < 1; i++) {}',
      '(For (Seq (VarDef (Name i) _ (Num 0) (Mods (Mod let))) (VarDef (Name j) _ _ (Mods (Mod let)))) (Binary < (Name i) (Num 1)) (Update post++ (Name i)) (Block))',
    ],
    ['for await (const a of b) c', '(ForEach await (Name a) (Name b) (Block (ExprStmt (Name c))) _)'],
    ['for (a in b) c', '(ForEach in (Name a) (Name b) (Block (ExprStmt (Name c))) _)'],
    ['do a; while (b)', '(DoWhile (Block (ExprStmt (Name a))) (Name b))'],
    [
      'switch (a) { case 1: case 2: b; default: c }',
      '(Switch (Name a) (Cases (Case (Tests (Num 1)) (Block)) (Case (Tests (Num 2)) (Block (ExprStmt (Name b)))) (Case (Tests) (Block (ExprStmt (Name c))))))',
    ],
    [
      'try { a } catch { b } finally { c }',
      '(Try (Block (ExprStmt (Name a))) (Catches (Catch _ _ (Block (ExprStmt (Name b))))) _ (Block (ExprStmt (Name c))))',
    ],
    ['a: for (;;) break a', '(Label (Name a) (For _ _ _ (Block (Break (Name a)))))'],
    [
      'async function* f(a = 1) {}',
      '(FuncDef (Name f) (Params (Param (Name a) _ (Num 1) (Mods))) _ (Block) (Mods (Mod async) (Mod *)) _)',
    ],
    ['export function f() {}', '(FuncDef (Name f) (Params) _ (Block) (Mods (Mod export)) _)'],
    ['export default f(1)', '(VarDef (Name default) _ (Call (Name f) (Args (Num 1))) (Mods (Mod const)))'],
    ['export { a as b } from "c"', '(Import from (Path c (Name c)) (Name a) (Name b))'],
    ['export * from "c"', '(Import all (Path c (Name c)) _ _)'],
    [
      'import a, { b as c } from "d"',
      '(Import from (Path d (Name d)) (Name default) (Name a))\n(Import from (Path d (Name d)) (Name b) (Name c))',
    ],
    ['import * as a from "b"', '(Import module (Path b (Name b)) _ (Name a))'],
    ['import "b"', '(Import module (Path b (Name b)) _ _)'],
    [
      'class A extends B { static #a = 1; get c() { return 1 } static { d() } }',
      '(ClassDef class (Name A) (Bases (Name B)) (Bases) (ClassBody (VarDef (Name #a) _ (Num 1) (Mods (Mod static))) (FuncDef (Name c) (Params) _ (Block (Return (Num 1))) (Mods (Mod get)) _) (Other static (Block (ExprStmt (Call (Name d) (Args)))))) (Mods) _)',
    ],
  ])('lowers %s', (text, expected) => {
    expect(shown(javascript, text)).toBe(expected);
  });

  it('lowers JSX, white space between lines left out', () => {
    expect(shown(javascript, '<A.B c="d" e={f} {...g} h>\n  i {j}\n  <k/>\n</A.B>')).toBe(
      '(ExprStmt (Xml (Attr (Name A) (Name B)) (XmlAttrs (XmlAttr (Name c) (Str "d")) (XmlAttr (Name e) (Name f)) (Spread ... (Name g)) (XmlAttr (Name h) _)) (XmlKids (XmlText "i") (XmlExpr (Name j)) (Xml (Name k) (XmlAttrs) _))))',
    );
    expect(shown(javascript, '<></>')).toBe('(ExprStmt (Xml _ (XmlAttrs) (XmlKids)))');
  });

  it('reads types where a .js file has some', () => {
    expect(shown(javascript, 'let a: string = b')).toBe(
      '(VarDef (Name a) (Name string) (Name b) (Mods (Mod let)))',
    );
  });

  it('keeps what a broken file still says', () => {
    expect(shown(javascript, 'f(1);\n)}{(\ng(2);')).toContain('(Call (Name f) (Args (Num 1)))');
  });

  it('counts offsets in UTF-16 units', () => {
    const text = `a('😀'); b()`;
    const [, second] = lowered(javascript, text).kids;
    expect(text.slice(second?.start, second?.end)).toBe('b()');
  });
});

describe('TypeScript', () => {
  it.each([
    [
      'function f<T>(this: A, b?: number, public c: string = "x"): Promise<T> {}',
      '(FuncDef (Name f) (Params (Param (Name this) (Name A) _ (Mods)) (Param (Name b) (Name number) _ (Mods (Mod ?))) (Param (Name c) (Name string) (Str "x") (Mods (Mod public)))) (TypeApply (Name Promise) (TypeArgs (Name T))) (Block) (Mods) (TypeParams (Name T)))',
    ],
    [
      'function f(a): void;',
      '(FuncDef (Name f) (Params (Param (Name a) _ _ (Mods))) (Name void) _ (Mods) _)',
    ],
    ['x as any', '(ExprStmt (Cast (Name any) (Name x)))'],
    ['<any>x', '(ExprStmt (Cast (Name any) (Name x)))'],
    ['x!.y', '(ExprStmt (Attr (Name x) (Name y)))'],
    ['({ a: 1 }) as const', '(ExprStmt (Record (Pair (Name a) (Num 1))))'],
    ['f<string>(x)', '(ExprStmt (Call (Name f) (Args (Name x))))'],
    [
      'enum A { B = 1, C }',
      '(ClassDef enum (Name A) (Bases) (Bases) (ClassBody (VarDef (Name B) _ (Num 1) (Mods)) (VarDef (Name C) _ _ (Mods))) (Mods) _)',
    ],
    [
      'interface A extends B { c: string; d?(): void }',
      '(ClassDef interface (Name A) (Bases (Name B)) (Bases) (ClassBody (VarDef (Name c) (Name string) _ (Mods)) (FuncDef (Name d) (Params) (Name void) _ (Mods (Mod ?)) _)) (Mods) _)',
    ],
    ['type A = B | C | D[]', '(TypeDef (Name A) (TypeUnion | (Name B) (Name C) (TypeArray (Name D) _)))'],
    ['import a = require("b")', '(Import module (Path b (Name b)) _ (Name a))'],
    ['import type { A } from "b"', '(Import from (Path b (Name b)) (Name A) _)'],
    ['declare let a: string', '(VarDef (Name a) (Name string) _ (Mods (Mod let)))'],
    [
      'namespace A { let b }',
      '(ClassDef module (Name A) (Bases) (Bases) (ClassBody (VarDef (Name b) _ _ (Mods (Mod let)))) (Mods) _)',
    ],
    [
      '@A({ b: 1 }) export class C<T> extends D<T> implements E { @F() private g: string; @H("/") i(@J() k) {} }',
      '(ClassDef class (Name C) (Bases (TypeApply (Name D) (TypeArgs (Name T)))) (Bases (Name E)) (ClassBody (VarDef (Name g) (Name string) _ (Mods (Decorator (Name F) (Args)) (Mod private))) (FuncDef (Name i) (Params (Param (Name k) _ _ (Mods (Decorator (Name J) (Args))))) _ (Block) (Mods (Decorator (Name H) (Args (Str "/")))) _)) (Mods (Mod export) (Decorator (Name A) (Args (Record (Pair (Name b) (Num 1)))))) (TypeParams (Name T)))',
    ],
  ])('lowers %s', (text, expected) => {
    expect(shown(typescript, text)).toBe(expected);
  });

  it('reads JSX in TSX', () => {
    expect(shown(tsx, 'let a: B = <c d={e as F}/>')).toBe(
      '(VarDef (Name a) (Name B) (Xml (Name c) (XmlAttrs (XmlAttr (Name d) (Cast (Name F) (Name e)))) _) (Mods (Mod let)))',
    );
  });
});
