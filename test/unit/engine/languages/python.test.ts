import { describe, expect, it } from 'vitest';
import { python } from '../../../../server/engine/languages/python/adapter.ts';
import { number } from '../../../../server/engine/tree/node.ts';
import { lowered, shown } from './lowered.ts';

describe('expressions of Python', () => {
  it.each([
    [
      'f(a, *b, c=1, **d)',
      '(ExprStmt (Call (Name f) (Args (Name a) (Spread * (Name b)) (KwArg c (Num 1)) (Spread ** (Name d)))))',
    ],
    [
      'f(x for x in y)',
      '(ExprStmt (Call (Name f) (Args (Comprehension list (Name x) (CompFor (Name x) (Name y))))))',
    ],
    ['a.b.c', '(ExprStmt (Attr (Attr (Name a) (Name b)) (Name c)))'],
    ['a[1:2, ::3]', '(ExprStmt (Index (Name a) (Slice (Num 1) (Num 2) _) (Slice _ _ (Num 3))))'],
    ['(a) + ((b))', '(ExprStmt (Binary + (Name a) (Name b)))'],
    ['a < b <= c', '(ExprStmt (Other comparison < <= (Name a) (Name b) (Name c)))'],
    ['a not in b', '(ExprStmt (Binary not in (Name a) (Name b)))'],
    ['a is  not b', '(ExprStmt (Binary is not (Name a) (Name b)))'],
    ['not a and b', '(ExprStmt (Binary and (Unary not (Name a)) (Name b)))'],
    ['-1', '(ExprStmt (Unary - (Num 1)))'],
    ['x if c else y', '(ExprStmt (Ternary (Name c) (Name x) (Name y)))'],
    [
      'lambda a, *b: a',
      '(ExprStmt (Lambda (Params (Param (Name a) _ _ (Mods)) (Spread * (Param (Name b) _ _ (Mods)))) _ (Name a) (Mods)))',
    ],
    ['lambda: 1', '(ExprStmt (Lambda (Params) _ (Num 1) (Mods)))'],
    ['{1: 2, **d}', '(ExprStmt (Dict (Pair (Num 1) (Num 2)) (Spread ** (Name d))))'],
    ['{1, 2}', '(ExprStmt (Set (Num 1) (Num 2)))'],
    [
      '[x for x in y if z]',
      '(ExprStmt (Comprehension list (Name x) (CompFor (Name x) (Name y)) (CompIf (Name z))))',
    ],
    [
      '{k: v for k in y}',
      '(ExprStmt (Comprehension dict (Pair (Name k) (Name v)) (CompFor (Name k) (Name y))))',
    ],
    ['yield from x', '(ExprStmt (Yield from (Name x)))'],
    ['(n := 1)', '(ExprStmt (Assign = (Name n) (Num 1)))'],
    ['None, True', '(ExprStmt (Tuple (Null null) (Bool true)))'],
    ['0x1F, 0o17, 1_000, 017, 10L', '(ExprStmt (Tuple (Num 31) (Num 15) (Num 1000) (Num 15) (Num 10)))'],
    ['1.50, 1., 1e3', '(ExprStmt (Tuple (Num 1.5) (Num 1.0) (Num 1000.0)))'],
  ])('lowers %s', (text, expected) => {
    expect(shown(python, text)).toBe(expected);
  });
});

describe('strings of Python', () => {
  it.each([
    [`'a' "b"`, '(Str "ab" (Str "a") (Str "b"))'],
    [`b'x'`, '(Str "x")'],
    [`r'\\d'`, '(Str "\\\\d")'],
    [`'\\n\\x41\\q'`, '(Str "\\nA\\\\q")'],
    [`'''a\nb'''`, '(Str "a\\nb")'],
    [
      `f'a{b!r:>{w}}c{{'`,
      '(Concat f (Str "a") (Concat formatted (Name b) (Str "!r:>{w}") (Name w)) (Str "c{"))',
    ],
    [`f'plain'`, '(Concat f (Str "plain"))'],
    [`f'...'`, '(Concat f (Str "..."))'],
    [`'a' f'{b}'`, '(Concat (Str "a") (Concat f (Name b)))'],
    [`''`, '(Str)'],
  ])('lowers %s', (text, expected) => {
    expect(shown(python, text)).toBe(`(ExprStmt ${expected})`);
  });
});

describe('statements of Python', () => {
  it.each([
    ['a = b = 1', '(ExprStmt (Assign = (Tuple (Name a) (Name b)) (Num 1)))'],
    ['a, b = b, a', '(ExprStmt (Assign = (Tuple (Name a) (Name b)) (Tuple (Name b) (Name a))))'],
    ['a **= 2', '(ExprStmt (AugAssign ** (Name a) (Num 2)))'],
    ['x: int = 1', '(VarDef (Name x) (Name int) (Num 1) (Mods))'],
    ['x: List[int]', '(VarDef (Name x) (Index (Name List) (Name int)) _ (Mods))'],
    [
      'import os.path as p, sys',
      '(Import module (Path os.path (Name os) (Name path)) _ (Name p))\n(Import module (Path sys (Name sys)) _ _)',
    ],
    [
      'from a import (b as c, d)',
      '(Import from (Path a (Name a)) (Name b) (Name c))\n(Import from (Path a (Name a)) (Name d) _)',
    ],
    ['from . import *', '(Import all (Path . (Name .)) _ _)'],
    ['print "x", y', '(ExprStmt (Call (Name print) (Args (Str "x") (Name y))))'],
    ['exec code', '(ExprStmt (Call (Name exec) (Args (Name code))))'],
    ['raise A from b', '(Other raise_from (Throw (Name A)) (Name b))'],
    ['assert a, b', '(Assert (Args (Name a) (Name b)))'],
    ['return 1, 2', '(Return (Tuple (Num 1) (Num 2)))'],
    [
      'with a as b, c: d',
      '(With (Items (Assign = (Name b) (Name a))) (Block (With (Items (Name c)) (Block (ExprStmt (Name d))))))',
    ],
    [
      'with (a as b, c): d',
      '(With (Items (Assign = (Name b) (Name a))) (Block (With (Items (Name c)) (Block (ExprStmt (Name d))))))',
    ],
    ['async for a in b: c', '(ForEach await (Name a) (Name b) (Block (ExprStmt (Name c))) _)'],
    ['while a: b\nelse: c', '(While (Name a) (Block (ExprStmt (Name b))))\n(ExprStmt (Name c))'],
    [
      'if a: b\nelif c: d\nelse: e',
      '(If (Name a) (Block (ExprStmt (Name b))) (Block (If (Name c) (Block (ExprStmt (Name d))) (Block (ExprStmt (Name e))))))',
    ],
    [
      'try: a\nexcept (B, C) as d: e\nfinally: f',
      '(Try (Block (ExprStmt (Name a))) (Catches (Catch (Tuple (Name B) (Name C)) (Name d) (Block (ExprStmt (Name e))))) _ (Block (ExprStmt (Name f))))',
    ],
    [
      'try: a\nexcept B, c: d',
      '(Try (Block (ExprStmt (Name a))) (Catches (Catch (Name B) (Name c) (Block (ExprStmt (Name d))))) _ _)',
    ],
    [
      'match a:\n  case B(c=1) | 2 if d: e\n  case _: f',
      '(Switch (Name a) (Cases (Case (Tests (Binary if (Binary | (Call (Name B) (Args (KwArg c (Num 1)))) (Num 2)) (Name d))) (Block (ExprStmt (Name e)))) (Case (Tests) (Block (ExprStmt (Name f))))))',
    ],
    [
      '@a.b(1)\n@c\nasync def f(x: int = 1, *, y) -> z: w',
      '(FuncDef (Name f) (Params (Param (Name x) (Name int) (Num 1) (Mods)) (Token "*") (Param (Name y) _ _ (Mods))) (Name z) (Block (ExprStmt (Name w))) (Mods (Decorator (Attr (Name a) (Name b)) (Args (Num 1))) (Decorator (Name c) _) (Mod async)) _)',
    ],
    [
      'class A(B, metaclass=C):\n  x = 1',
      '(ClassDef class (Name A) (Bases (Name B) (KwArg metaclass (Name C))) (Bases) (ClassBody (ExprStmt (Assign = (Name x) (Num 1)))) (Mods) _)',
    ],
    ['global a, b', '(Other global (Name a))\n(Other global (Name b))'],
  ])('lowers %s', (text, expected) => {
    expect(shown(python, text)).toBe(expected);
  });

  it('counts offsets in UTF-16 units', () => {
    const text = `x = '😀é'; y(1)`;
    const [, second] = lowered(python, text).kids;
    expect(text.slice(second?.start, second?.end)).toBe('y(1)');
  });

  it('begins a definition at its decorators', () => {
    const [definition] = lowered(python, '@a\ndef f(): pass').kids;
    expect(definition?.start).toBe(0);
  });

  it('drops comments and keeps what a broken file still says', () => {
    expect(shown(python, '# a\nf(1) # b\n)(\ng(2)\n')).toContain('(Call (Name f) (Args (Num 1)))');
    expect(shown(python, 'def f(:\n  g(2)\n')).toContain('(Call (Name g) (Args (Num 2)))');
  });

  it.each([
    ['comparisons', `a${' < b'.repeat(20_000)}`],
    ['sums', `${'a + '.repeat(20_000)}a`],
    ['branches', `if a: b\n${'elif a: b\n'.repeat(3_000)}`],
    ['brackets', '['.repeat(9_000)],
  ])('keeps trees of endless %s shallow enough to walk', (_, text) => {
    expect(number(lowered(python, text)).length).toBeGreaterThan(0);
  });
});
