import { describe, expect, it } from 'vitest';
import { terraform } from '../../../../server/engine/languages/terraform/adapter.ts';
import { shown } from './lowered.ts';
import { compiled } from './compiled.ts';

describe('Terraform', () => {
  it.each([
    [
      'resource "a" b {\n  x = 1\n  n {\n    y = true\n  }\n}',
      '(ExprStmt (Call (Name resource) (Args (Str "a") (Name b) (Record (Pair (Name x) (Num 1)) (ExprStmt (Call (Name n) (Args (Record (Pair (Name y) (Bool true))))))))))',
    ],
    [
      'a = "x-${var.y} z"',
      '(ExprStmt (Pair (Name a) (Concat (Str "x-") (Attr (Name var) (Name y)) (Str " z"))))',
    ],
    ['a = <<EOF\nx ${b}\ny\nEOF', '(ExprStmt (Pair (Name a) (Concat (Str "x ") (Name b) (Str "\\ny"))))'],
    [
      'a = { "k" = null, j : 0x10 }',
      '(ExprStmt (Pair (Name a) (Record (Pair (Str "k") (Null null)) (Pair : (Name j) (Num 16)))))',
    ],
    [
      'a = [for k, v in z : v if k]',
      '(ExprStmt (Pair (Name a) (Comprehension list (Name v) (CompFor (Tuple (Name k) (Name v)) (Name z)) (CompIf (Name k)))))',
    ],
    [
      'a = {for k in z : k => v}',
      '(ExprStmt (Pair (Name a) (Comprehension dict (Pair (Name k) (Name v)) (CompFor (Name k) (Name z)))))',
    ],
    [
      'a = aws.*.id[0].c.1',
      '(ExprStmt (Pair (Name a) (Index (Attr (Index (Attr (Attr (Name aws) (Name *)) (Name id)) (Num 0)) (Name c)) (Num 1))))',
    ],
    ['a = f(x, y...)', '(ExprStmt (Pair (Name a) (Call (Name f) (Args (Name x) (Spread ... (Name y))))))'],
    [
      'a = (b == 1 || !c) ? -d : e[*].f',
      '(ExprStmt (Pair (Name a) (Ternary (Binary || (Binary == (Name b) (Num 1)) (Unary ! (Name c))) (Unary - (Name d)) (Attr (Index (Name e) (Name *)) (Name f)))))',
    ],
    [
      'a = "%{ if b }c%{ endif }"',
      '(ExprStmt (Pair (Name a) (Concat (Other template_directive (Other template_if (Other template_if_intro if (Token "%{") (Name b) (Token "}")) (Str "c") (Other template_if_end endif (Token "%{") (Token "}")))))))',
    ],
    ['resource "a" "b" {', '(ExprStmt (Call (Name resource) (Args (Str "a") (Str "b") (Record))))'],
    ['a = 1\nb = 2', '(Pair (Name a) (Num 1))\n(Pair (Name b) (Num 2))'],
  ])('lowers %j', (source, tree) => {
    expect(shown(terraform, source)).toBe(tree);
  });
});

describe('patterns of Terraform', () => {
  it.each([
    ['a = $X', 'expression (Pair (Name a) (Metavar $X))'],
    [
      'resource "$T" $N { ... }',
      'expression (Call (Name resource) (Args (Str "$T") (Metavar $N) (Record (Ellipsis))))',
    ],
    ['a = [..., "x", ...]', 'expression (Pair (Name a) (List (Ellipsis) (Str "x") (Ellipsis)))'],
    ['"...${$X}..."', 'expression (Concat (Str "...") (Metavar $X) (Str "..."))'],
    ['f(...)', 'expression (Call (Name f) (Args (Ellipsis)))'],
    ['a = <... b ...>', 'expression (Pair (Name a) (DeepEllipsis (Name b)))'],
    ['x {\n  ...\n}', 'expression (Call (Name x) (Args (Record (Ellipsis))))'],
    ['a = 1\n...\nb = 2', 'sequence (Pair (Name a) (Num 1)) (Ellipsis) (Pair (Name b) (Num 2))'],
    ['$X.y', 'expression (Attr (Metavar $X) (Name y))'],
    ['{ ..., a = 1 }', 'expression (Record (Ellipsis) (Pair (Name a) (Num 1)))'],
  ])('reads %j', (source, tree) => {
    expect(compiled(terraform, source)).toBe(tree);
  });
});
