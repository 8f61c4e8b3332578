import { describe, expect, test } from 'vitest';
import { ruby } from '../../../../server/engine/languages/ruby/ruby.ts';
import { shown } from './lowered.ts';

/** Is a story, Ruby source, and the statements it is lowered to. */
const stories: readonly (readonly [story: string, source: string, lowered: string])[] = [
  [
    'commands are calls; symbol keys are keyword arguments',
    `foo 1, a: 2, :b => 3, "c" => 4, **h, *s, &blk`,
    `(ExprStmt (Call (Name foo) (Args (Num 1) (KwArg a (Num 2)) (KwArg b (Num 3)) (Pair (Str "c") (Num 4)) (Spread ** (Name h)) (Spread * (Name s)) (Unary & (Name blk)))))`,
  ],
  [
    'a name alone on its line is a call',
    `foo
foo!`,
    `(ExprStmt (Call (Name foo) (Args)))
(ExprStmt (Call (Name foo!) (Args)))`,
  ],
  [
    'a block is an argument of a call around its call',
    `list.each(1) { |x, (a, b), *r| work x }`,
    `(ExprStmt (Call (Call (Attr (Name list) (Name each)) (Args (Num 1))) (Args (Lambda (Params (Param (Name x) _ _ (Mods)) (Param (Tuple (Name a) (Name b)) _ _ (Mods)) (Spread * (Param (Name r) _ _ (Mods)))) _ (Block (ExprStmt (Call (Name work) (Args (Name x))))) (Mods)))))`,
  ],
  [
    'members without parentheses are no calls',
    `x.foo; x.foo(); x&.foo; A::B.c`,
    `(ExprStmt (Attr (Name x) (Name foo)))
(ExprStmt (Call (Attr (Name x) (Name foo)) (Args)))
(ExprStmt (Attr ?. (Name x) (Name foo)))
(ExprStmt (Attr (Attr (Name A) (Name B)) (Name c)))`,
  ],
  [
    'strings',
    `f "a#{b}c", 'd\\'e', "f\\n", %w[g h], ?i`,
    `(ExprStmt (Call (Name f) (Args (Concat (Str "a") (Name b) (Str "c")) (Str "d'e") (Str "f\\n") (List (Str "g") (Str "h")) (Char "i"))))`,
  ],
  [
    'symbols',
    `f :a, :"b c", :"d#{e}", %i[g h]`,
    `(ExprStmt (Call (Name f) (Args (Atom a) (Atom b c) (Concat (Str "d") (Name e)) (List (Atom g) (Atom h)))))`,
  ],
  [
    'regexes and commands',
    `f /a\\.b/i, /c#{d}/, \`ls #{e}\``,
    `(ExprStmt (Call (Name f) (Args (Regex "a\\\\.b" (Str "i")) (Other regex (Concat (Str "c") (Name d))) (Other subshell (Concat (Str "ls ") (Name e))))))`,
  ],
  [
    'here-documents',
    `x = f(<<~EOS, 1)
  hello #{name}
    there
EOS`,
    `(ExprStmt (Assign = (Name x) (Call (Name f) (Args (Concat (Str "hello ") (Name name) (Str "\\n  there\\n")) (Num 1)))))`,
  ],
  [
    'classes, modules and their methods',
    `class A::B < C; include D; def self.f(a, b = 1, *c, k:, **o, &blk); end; end
module M; class << self; end; end`,
    `(ClassDef class (Attr (Name A) (Name B)) (Bases (Name C)) (Bases) (ClassBody (ExprStmt (Call (Name include) (Args (Name D)))) (FuncDef (Attr (Name self) (Name f)) (Params (Param (Name a) _ _ (Mods)) (Param (Name b) _ (Num 1) (Mods)) (Spread * (Param (Name c) _ _ (Mods))) (Param (Name k) _ _ (Mods)) (Spread ** (Param (Name o) _ _ (Mods))) (Param (Name blk) _ _ (Mods (Mod &)))) _ (Block) (Mods) _)) (Mods) _)
(ClassDef module (Name M) (Bases) (Bases) (ClassBody (Other singleton_class (Name self) (ClassBody))) (Mods) _)`,
  ],
  [
    'rescue, else and ensure make a try',
    `def f; work; rescue E, F => e; a; else; b; ensure; c; end`,
    `(FuncDef (Name f) (Params) _ (Block (Try (Block (ExprStmt (Call (Name work) (Args)))) (Catches (Catch (TypeUnion | (Name E) (Name F)) (Name e) (Block (ExprStmt (Call (Name a) (Args)))))) (Block (ExprStmt (Call (Name b) (Args)))) (Block (ExprStmt (Call (Name c) (Args)))))) (Mods) _)`,
  ],
  [
    'a modifier is a statement around its body',
    `a unless b; c while d; e rescue f`,
    `(If (Unary ! (Name b)) (Block (ExprStmt (Call (Name a) (Args)))) _)
(While (Name d) (Block (ExprStmt (Call (Name c) (Args)))))
(Try (Block (ExprStmt (Call (Name e) (Args)))) (Catches (Catch _ _ (Block (ExprStmt (Call (Name f) (Args)))))) _ _)`,
  ],
  [
    'elsif is an if in the else',
    `if a then b elsif c; d else e end`,
    `(If (Name a) (Block (ExprStmt (Call (Name b) (Args)))) (Block (If (Name c) (Block (ExprStmt (Call (Name d) (Args)))) (Block (ExprStmt (Call (Name e) (Args)))))))`,
  ],
  [
    'cases',
    `case x when 1, 2 then a when *b; c else d end
case x
in [1, *rest] then a
in {name: String} then b
end`,
    `(Switch (Name x) (Cases (Case (Tests (Num 1) (Num 2)) (Block (ExprStmt (Call (Name a) (Args))))) (Case (Tests (Spread * (Name b))) (Block (ExprStmt (Call (Name c) (Args))))) (Case (Tests) (Block (ExprStmt (Call (Name d) (Args)))))))
(Switch (Name x) (Cases (Case (Tests (List (Num 1) (Other splat_parameter * (Name rest)))) (Block (ExprStmt (Call (Name a) (Args))))) (Case (Tests (Dict (Pair (Atom name) (Name String)))) (Block (ExprStmt (Call (Name b) (Args)))))))`,
  ],
  [
    'several targets and values are tuples',
    `a, (b, *c), d[0] = 1, *x`,
    `(ExprStmt (Assign = (Tuple (Name a) (Tuple (Name b) (Spread * (Name c))) (Index (Name d) (Num 0))) (Tuple (Num 1) (Spread * (Name x)))))`,
  ],
  [
    'assignment with an operator',
    `x ||= 3; @a += 1`,
    `(ExprStmt (AugAssign || (Name x) (Num 3)))
(ExprStmt (AugAssign + (Name @a) (Num 1)))`,
  ],
  [
    'words of logic are signs',
    `not a and b or c`,
    `(ExprStmt (Binary || (Binary && (Unary ! (Name a)) (Name b)) (Name c)))`,
  ],
  [
    'jumps and values',
    `def f; return 1, 2; end
loop { next 1; break; yield a }`,
    `(FuncDef (Name f) (Params) _ (Block (Return (Tuple (Num 1) (Num 2)))) (Mods) _)
(ExprStmt (Call (Call (Name loop) (Args)) (Args (Lambda (Params) _ (Block (Continue (Num 1)) (Break _) (ExprStmt (Yield (Name a)))) (Mods)))))`,
  ],
  [
    'lambdas',
    `->(x) { x }`,
    `(ExprStmt (Lambda (Params (Param (Name x) _ _ (Mods))) _ (Block (ExprStmt (Call (Name x) (Args)))) (Mods)))`,
  ],
  [
    'hashes',
    `x = { a: 1, "b": 2, :c => 3, "d" => 4, **e, f: }`,
    `(ExprStmt (Assign = (Name x) (Dict (Pair (Atom a) (Num 1)) (Pair (Str "b") (Num 2)) (Pair (Atom c) (Num 3)) (Pair (Str "d") (Num 4)) (Spread ** (Name e)) (Pair (Atom f) (Name f)))))`,
  ],
  [
    'numbers, ranges, conditions',
    `f 1_000, 0xff, 1.5, 1..2, a ? b : c, defined?(d)`,
    `(ExprStmt (Call (Name f) (Args (Num 1000) (Num 255) (Num 1.5) (Binary .. (Num 1) (Num 2)) (Ternary (Name a) (Name b) (Name c)) (Unary defined? (Name d)))))`,
  ],
  [
    'operators of definition',
    `alias a b; undef c; BEGIN { x }`,
    `(Other alias (Name a) (Name b))
(Other undef (Name c))
(Other BEGIN (Block (ExprStmt (Call (Name x) (Args)))))`,
  ],
];

describe('Ruby is lowered', () => {
  test.each(stories)('%s', (_story, source, expected) => {
    expect(shown(ruby, `${source}\n`)).toBe(expected);
  });
});
