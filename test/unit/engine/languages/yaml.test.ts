import { describe, expect, it } from 'vitest';
import { yaml } from '../../../../server/engine/languages/yaml.ts';
import { shown } from './lowered.ts';
import { compiled } from './compiled.ts';

describe('YAML', () => {
  it.each([
    [
      "a: 1\nb: \"x\\ty\"\nc: 'it''s'",
      '(ExprStmt (Dict (Pair (Str "a") (Num 1)) (Pair (Str "b") (Str "x\\ty")) (Pair (Str "c") (Str "it\'s"))))',
    ],
    [
      'on: yes\nx: ~\ny: 0o17\nz: 1.50',
      '(ExprStmt (Dict (Pair (Bool true) (Bool true)) (Pair (Str "x") (Null null)) (Pair (Bool true) (Num 15)) (Pair (Str "z") (Num 1.5))))',
    ],
    [
      '- a\n- b: c\n  d:\n- [e, {f: g, h}]',
      '(ExprStmt (List (Str "a") (Dict (Pair (Str "b") (Str "c")) (Pair (Str "d") (Str))) (List (Str "e") (Dict (Pair (Str "f") (Str "g")) (Pair (Str "h") (Str))))))',
    ],
    [
      'a: |\n  x\n   y\n\n  z\nb: >-\n  x\n  y\n\n  z',
      '(ExprStmt (Dict (Pair (Str "a") (Str "x\\n y\\n\\nz\\n")) (Pair (Str "b") (Str "x y\\nz"))))',
    ],
    [
      'a: &x {k: 1}\nb: *x',
      '(ExprStmt (Dict (Pair (Str "a") (Dict (Pair (Str "k") (Num 1)))) (Pair (Str "b") (Dict (Pair (Str "k") (Num 1))))))',
    ],
    [
      'a: !Ref b\nc: !!str 1',
      '(ExprStmt (Dict (Pair (Str "a") (Cast (Name Ref) (Str "b"))) (Pair (Str "c") (Cast (Name !str) (Num 1)))))',
    ],
    ['a: 1\n---\nb: 2', '(ExprStmt (List (Dict (Pair (Str "a") (Num 1))) (Dict (Pair (Str "b") (Num 2)))))'],
    ['? k\n: v', '(ExprStmt (Dict (Pair (Str "k") (Str "v"))))'],
    ['a: x\n  y', '(ExprStmt (Dict (Pair (Str "a") (Str "x y"))))'],
    ['a: *unknown', '(ExprStmt (Dict (Pair (Str "a") (Other alias *unknown))))'],
    ['a: [1, 2', '(Str "a")\n(Num 1)\n(Num 2)'],
  ])('lowers %j', (source, tree) => {
    expect(shown(yaml, source)).toBe(tree);
  });
});

describe('patterns of YAML', () => {
  it.each([
    ['a: $X', 'node (Pair (Str "a") (Metavar $X))'],
    ['a: 1\n...', 'node (Dict (Pair (Str "a") (Num 1)) (Ellipsis))'],
    ['- $X', 'node (Metavar $X)'],
    ['- a: $X\n  ...', 'node (Dict (Pair (Str "a") (Metavar $X)) (Ellipsis))'],
    ['{steps: ...}', 'node (Pair (Str "steps") (Ellipsis))'],
    ['a:\n  ...', 'node (Pair (Str "a") (Ellipsis))'],
    ['a:\n  - ...\n  - b\n  ...', 'node (Pair (Str "a") (List (Ellipsis) (Str "b") (Ellipsis)))'],
    ['run: echo $HOME', 'node (Pair (Str "run") (Str "echo $HOME"))'],
    ['"$X": "..."', 'node (Pair (Str "$X") (Str "..."))'],
    ['!Ref $X', 'node (Cast (Name Ref) (Metavar $X))'],
  ])('reads %j', (source, tree) => {
    expect(compiled(yaml, source)).toBe(tree);
  });
});
