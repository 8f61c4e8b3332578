import { describe, expect, it } from 'vitest';
import { json } from '../../../../server/engine/languages/json.ts';
import { shown } from './lowered.ts';
import { compiled } from './compiled.ts';

describe('JSON', () => {
  it.each([
    [
      '{"a": [1, 1.50, -2, 1e2]}',
      '(ExprStmt (Dict (Pair (Str "a") (List (Num 1) (Num 1.5) (Num -2) (Num 100)))))',
    ],
    ['// c\n[true, null, "x\\n\\"\\u00e9"]', '(ExprStmt (List (Bool true) (Null null) (Str "x\\n\\"é")))'],
    ['{}', '(ExprStmt (Dict))'],
    ['{"a": {"b": "c"}} trailing', '(ExprStmt (Dict (Pair (Str "a") (Dict (Pair (Str "b") (Str "c"))))))'],
    ['{"a": }', '(ExprStmt (Dict (Pair (Str "a") _)))'],
  ])('lowers %j', (source, tree) => {
    expect(shown(json, source)).toBe(tree);
  });
});

describe('patterns of JSON', () => {
  it.each([
    ['"a": $X', 'node (Pair (Str "a") (Metavar $X))'],
    ['{..., "a": 1, ...}', 'expression (Dict (Ellipsis) (Pair (Str "a") (Num 1)) (Ellipsis))'],
    ['[..., $X]', 'expression (List (Ellipsis) (Metavar $X))'],
    ['"$K": ...', 'node (Pair (Str "$K") (Ellipsis))'],
    ['"a": <... 1 ...>', 'node (Pair (Str "a") (DeepEllipsis (Num 1)))'],
    ['$K: $...REST', 'node (Pair (Metavar $K) (MetavarRest $...REST))'],
  ])('reads %j', (source, tree) => {
    expect(compiled(json, source)).toBe(tree);
  });
});
