import { describe, expect, it } from 'vitest';
import { c } from '../../../../server/engine/languages/c.ts';
import { compiled } from './compiled.ts';
import { shown } from './lowered.ts';

describe('C', () => {
  it.each([
    [
      'static const char *f(int a, char **b, int c[10], ...) { return 0; }',
      '(FuncDef (Name f) (Params (Param (Name a) (Name int) _ (Mods)) (Param (Name b) (TypePtr * (TypePtr * (Name char))) _ (Mods)) (Param (Name c) (TypeArray (Name int) (Num 10)) _ (Mods)) (Spread ... _)) (TypePtr * (Name char)) (Block (Return (Num 0))) (Mods (Mod static) (Mod const)) _)',
    ],
    [
      'int (*fp)(int); char buf[10], *p = NULL, **q;',
      '(VarDef (Name fp) (TypePtr * (Other function (Name int) (Params (Param _ (Name int) _ (Mods))))) _ (Mods))\n(VarDef (Name buf) (TypeArray (Name char) (Num 10)) _ (Mods))\n(VarDef (Name p) (TypePtr * (Name char)) (Null null) (Mods))\n(VarDef (Name q) (TypePtr * (TypePtr * (Name char))) _ (Mods))',
    ],
    [
      'typedef struct T { int a; int b : 3; } T; typedef int (*cb)(void); struct S *s;',
      '(ClassDef class (Name T) (Bases) (Bases) (ClassBody (VarDef (Name a) (Name int) _ (Mods)) (VarDef (Name b) (Name int) _ (Mods))) (Mods (Mod struct)) _)\n(TypeDef (Name T) (Other struct (Name T)))\n(TypeDef (Name cb) (TypePtr * (Other function (Name int) (Params))))\n(VarDef (Name s) (TypePtr * (Other struct (Name S))) _ (Mods))',
    ],
    [
      'enum E { A, B = 2 }; union U { int a; } u; extern int g(void);',
      '(ClassDef enum (Name E) (Bases) (Bases) (ClassBody (VarDef (Name A) _ _ (Mods)) (Other enumerator (Name B) (Num 2))) (Mods) _)\n(ClassDef class (Name U) (Bases) (Bases) (ClassBody (VarDef (Name a) (Name int) _ (Mods))) (Mods (Mod union)) _)\n(VarDef (Name u) (Other union (Name U)) _ (Mods))\n(FuncDef (Name g) (Params) (Name int) _ (Mods (Mod extern)) _)',
    ],
    [
      'unsigned  long q = 0x1FUL; int arr[] = {1, [2] = 3}; struct S t = { .a = 1 };',
      '(VarDef (Name q) (Name unsigned long) (Num 31) (Mods))\n(VarDef (Name arr) (TypeArray (Name int) _) (List (Num 1) (Pair (Num 2) (Num 3))) (Mods))\n(VarDef (Name t) (Other struct (Name S)) (List (Pair (Name a) (Num 1))) (Mods))',
    ],
    [
      'int f(a, b) int a; char b; { }',
      '(FuncDef (Name f) (Params (Name a) (Name b)) (Name int) (Block) (Mods) _)',
    ],
  ])('lowers declarations: %s', (source, tree) => {
    expect(shown(c, source)).toBe(tree);
  });

  it.each([
    [
      "void f() { a->b.c = 1; *p = &x; p[1][2] = 'a'; }",
      '(FuncDef (Name f) (Params) (Name void) (Block (ExprStmt (Assign = (Attr (Attr (Unary * (Name a)) (Name b)) (Name c)) (Num 1))) (ExprStmt (Assign = (Unary * (Name p)) (Unary & (Name x)))) (ExprStmt (Assign = (Index (Index (Name p) (Num 1)) (Num 2)) (Char "a")))) (Mods) _)',
    ],
    [
      'void f() { g("a" "b", L"x", sizeof(x), sizeof(int), sizeof x, (int *)p, (foo)(x)); }',
      '(FuncDef (Name f) (Params) (Name void) (Block (ExprStmt (Call (Name g) (Args (Str "ab") (Str "x") (Call (Name sizeof) (Args (Name x))) (Call (Name sizeof) (Args (Name int))) (Call (Name sizeof) (Args (Name x))) (Cast (TypePtr * (Name int)) (Name p)) (Call (Name foo) (Args (Name x))))))) (Mods) _)',
    ],
    [
      'void f() { x ? y : z; i++; --i; !x; -x; x |= 1; a = b, c = d; }',
      '(FuncDef (Name f) (Params) (Name void) (Block (ExprStmt (Ternary (Name x) (Name y) (Name z))) (ExprStmt (Update post++ (Name i))) (ExprStmt (Update pre-- (Name i))) (ExprStmt (Unary ! (Name x))) (ExprStmt (Unary - (Name x))) (ExprStmt (AugAssign | (Name x) (Num 1))) (ExprStmt (Seq (Assign = (Name a) (Name b)) (Assign = (Name c) (Name d))))) (Mods) _)',
    ],
    [
      'void f() { for (int i = 0, j; i < n; i++, j--) { } for (;;) ; while (x) y(); do { } while (x); }',
      '(FuncDef (Name f) (Params) (Name void) (Block (For (Seq (VarDef (Name i) (Name int) (Num 0) (Mods)) (VarDef (Name j) (Name int) _ (Mods))) (Binary < (Name i) (Name n)) (Seq (Update post++ (Name i)) (Update post-- (Name j))) (Block)) (For _ _ _ (Block)) (While (Name x) (Block (ExprStmt (Call (Name y) (Args))))) (DoWhile (Block) (Name x))) (Mods) _)',
    ],
    [
      'void f() { switch (x) { case 1: case 2: f(); break; default: g(); } goto end; end: return; }',
      '(FuncDef (Name f) (Params) (Name void) (Block (Switch (Name x) (Cases (Case (Tests (Num 1) (Num 2)) (Block (ExprStmt (Call (Name f) (Args))) (Break _))) (Case (Tests) (Block (ExprStmt (Call (Name g) (Args))))))) (Goto (Name end)) (Label (Name end) (Return _))) (Mods) _)',
    ],
    [
      'void f() { if (a) b(); else if (c) d(); (struct S){1, 2}; }',
      '(FuncDef (Name f) (Params) (Name void) (Block (If (Name a) (Block (ExprStmt (Call (Name b) (Args)))) (Block (If (Name c) (Block (ExprStmt (Call (Name d) (Args)))) _))) (ExprStmt (Cast (Other struct (Name S)) (List (Num 1) (Num 2))))) (Mods) _)',
    ],
    [
      'void f() { g("\\x41\\n\\\\", 017, 1.5f, \'\\0\', true); }',
      '(FuncDef (Name f) (Params) (Name void) (Block (ExprStmt (Call (Name g) (Args (Str "A\\n\\\\") (Num 15) (Num 1.5) (Char "\\u0000") (Bool true))))) (Mods) _)',
    ],
  ])('lowers statements and expressions: %s', (source, tree) => {
    expect(shown(c, source)).toBe(tree);
  });

  it.each([
    [
      '#include <stdio.h>\n#include "a.h"\n#define X 1\n#define F(a, b) ((a) + (b))',
      '(Import module (Path <stdio.h> (Name <stdio.h>)) _ _)\n(Import module (Path "a.h" (Name "a.h")) _ _)\n(Other define (Name X) _ (Token "1"))\n(Other define (Name F) (Params (Name a) (Name b)) (Token "((a) + (b))"))',
    ],
    [
      '#if defined(X) && Y\nint a;\n#elif Z\nint b;\n#else\nint c;\n#endif',
      '(VarDef (Name a) (Name int) _ (Mods))\n(VarDef (Name b) (Name int) _ (Mods))\n(VarDef (Name c) (Name int) _ (Mods))',
    ],
    [
      'void f() {\n#ifdef A\n  x();\n#else\n  y();\n#endif\n}',
      '(FuncDef (Name f) (Params) (Name void) (Block (ExprStmt (Call (Name x) (Args))) (ExprStmt (Call (Name y) (Args)))) (Mods) _)',
    ],
  ])('lowers directives: %s', (source, tree) => {
    expect(shown(c, source)).toBe(tree);
  });

  it.each([
    [
      'void f() { gets(x); if ( }',
      '(FuncDef (Name f) (Params) (Name void) (Block (ExprStmt (Call (Name gets) (Args (Name x))))) (Mods) _)',
    ],
  ])('lowers what it knows of broken code: %s', (source, tree) => {
    expect(shown(c, source)).toBe(tree);
  });

  it.each([
    ['strcpy($X, ...)', 'expression (Call (Name strcpy) (Args (Metavar $X) (Ellipsis)))'],
    ['if ($X)', 'node (If (Metavar $X) (Ellipsis) (Ellipsis))'],
    ['if ($X) { ... } else { ... }', 'statement (If (Metavar $X) (Block (Ellipsis)) (Block (Ellipsis)))'],
    ['for (...) { ... }', 'statement (For (Ellipsis) (Ellipsis) (Ellipsis) (Block (Ellipsis)))'],
    [
      '$T $F(..., char *$X, ...) { ... }',
      'statement (FuncDef (Metavar $F) (Params (Ellipsis) (Param (Metavar $X) (TypePtr * (Name char)) _ (Mods)) (Ellipsis)) (Metavar $T) (Block (Ellipsis)) (Mods) _)',
    ],
    [
      'char *$F(...) { ... }',
      'statement (FuncDef (Metavar $F) (Params (Ellipsis)) (TypePtr * (Name char)) (Block (Ellipsis)) (Mods) _)',
    ],
    ['char $X[$N];', 'statement (VarDef (Metavar $X) (TypeArray (Name char) (Metavar $N)) _ (Mods))'],
    [
      '$T *$X = malloc(...);',
      'statement (VarDef (Metavar $X) (TypePtr * (Metavar $T)) (Call (Name malloc) (Args (Ellipsis))) (Mods))',
    ],
    [
      'free($X); ... free($X);',
      'sequence (ExprStmt ; (Call (Name free) (Args (Metavar $X)))) (Ellipsis) (ExprStmt ; (Call (Name free) (Args (Metavar $X))))',
    ],
    [
      'struct $S { ... int $X; ... };',
      'statement (ClassDef class (Metavar $S) (Bases) (Bases) (ClassBody (Ellipsis) (VarDef (Metavar $X) (Name int) _ (Mods)) (Ellipsis)) (Mods (Mod struct)) _)',
    ],
    [
      'f((struct s *$X))',
      'expression (Call (Name f) (Args (TypedMetavar $X (TypePtr * (Other struct (Name s))))))',
    ],
    [
      '$X->f(<... $Y ...>)',
      'expression (Call (Attr (Unary * (Metavar $X)) (Name f)) (Args (DeepEllipsis (Metavar $Y))))',
    ],
    ['#include $X', 'statement (Import module (Path $X (Metavar $X)) _ _)'],
    ['#define $X $Y', 'statement (Other define (Metavar $X) _ (Metavar $Y))'],
    [
      'switch ($X) { ... case 1: ... }',
      'statement (Switch (Metavar $X) (Cases (Ellipsis) (Case (Tests (Num 1)) (Block (Ellipsis)))))',
    ],
    [
      'int $X[] = {..., 1};',
      'statement (VarDef (Metavar $X) (TypeArray (Name int) _) (List (Ellipsis) (Num 1)) (Mods))',
    ],
    ['return $X', 'node (Return (Metavar $X))'],
    ['(char *) $X', 'expression (Cast (TypePtr * (Name char)) (Metavar $X))'],
  ])('reads patterns: %s', (source, tree) => {
    expect(compiled(c, source)).toBe(tree);
  });
});
