import { describe, expect, test } from 'vitest';
import { php } from '../../../../server/engine/languages/php/php.ts';
import { shown } from './lowered.ts';

/** Is a story, PHP source, and the statements it is lowered to. */
const stories: readonly (readonly [story: string, source: string, lowered: string])[] = [
  [
    'functions with types, defaults and references',
    `function f(int $a, ?Foo $b = null, &$c, A|B ...$d): ?string { return 1; }`,
    `(FuncDef (Name f) (Params (Param (Name $a) (Name int) _ (Mods)) (Param (Name $b) (TypeOpt (Name Foo)) (Null null) (Mods)) (Param (Name $c) _ _ (Mods (Mod &))) (Spread ... (Param (Name $d) (TypeUnion | (Name A) (Name B)) _ (Mods)))) (TypeOpt (Name string)) (Block (Return (Num 1))) (Mods) _)`,
  ],
  [
    'arrays are lists, keys make pairs',
    `$x = array('a' => 1, 2, ...$y); [$a, 'b' => $c] = f();`,
    `(ExprStmt (Assign = (Name $x) (List (Pair (Str "a") (Num 1)) (Num 2) (Spread ... (Name $y)))))
(ExprStmt (Assign = (List (Name $a) (Pair (Str "b") (Name $c))) (Call (Name f) (Args))))`,
  ],
  [
    'members of objects and classes',
    `$a->b->c($d)?->e(); A::b($x); A::$c; A::D; $a->$b; $a->{'x'};`,
    `(ExprStmt (Call (Attr ?. (Call (Attr (Attr (Name $a) (Name b)) (Name c)) (Args (Name $d))) (Name e)) (Args)))
(ExprStmt (Call (Attr (Name A) (Name b)) (Args (Name $x))))
(ExprStmt (Attr (Name A) (Name $c)))
(ExprStmt (Attr (Name A) (Name D)))
(ExprStmt (Attr (Name $a) (Name $b)))
(ExprStmt (Attr (Name $a) (Str "x")))`,
  ],
  [
    'new objects',
    `new Foo($x); new Foo; new class(1) extends B { };`,
    `(ExprStmt (New (Name Foo) (Args (Name $x))))
(ExprStmt (New (Name Foo) (Args)))
(ExprStmt (New (AnonClass (Bases (Name B)) (ClassBody)) (Args (Num 1))))`,
  ],
  [
    'qualified names',
    `\\Foo\\bar(); namespace\\x(); new \\A\\B();`,
    `(ExprStmt (Call (Attr (Name Foo) (Name bar)) (Args)))
(ExprStmt (Call (Name x) (Args)))
(ExprStmt (New (Attr (Name A) (Name B)) (Args)))`,
  ],
  [
    'constructs that look like functions',
    `echo 'a', $b; print $x; include 'a' . $b; unset($a); exit(1); die("x"); isset($a, $b); clone $x; \`ls $x\`;`,
    `(ExprStmt (Call (Name echo) (Args (Str "a") (Name $b))))
(ExprStmt (Call (Name print) (Args (Name $x))))
(ExprStmt (Call (Name include) (Args (Binary . (Str "a") (Name $b)))))
(ExprStmt (Call (Name unset) (Args (Name $a))))
(ExprStmt (Call (Name exit) (Args (Num 1))))
(ExprStmt (Call (Name exit) (Args (Str "x"))))
(ExprStmt (Call (Name isset) (Args (Name $a) (Name $b))))
(ExprStmt (Call (Name clone) (Args (Name $x))))
(ExprStmt (Call (Name \`) (Args (Concat (Str "ls ") (Name $x)))))`,
  ],
  [
    'strings',
    `f("a $b {$c->d} $e[0]\\n", 'x\\'y\\n');`,
    `(ExprStmt (Call (Name f) (Args (Concat (Str "a ") (Name $b) (Str " ") (Attr (Name $c) (Name d)) (Str " ") (Index (Name $e) (Num 0)) (Str "\\n")) (Str "x'y\\\\n"))))`,
  ],
  [
    'here-documents',
    `$x = <<<EOT
hello $name
EOT;
$y = <<<'N'
raw $x
N;`,
    `(ExprStmt (Assign = (Name $x) (Concat (Str "hello ") (Name $name))))
(ExprStmt (Assign = (Name $y) (Str "raw $x")))`,
  ],
  [
    'both ways to write bodies',
    `if ($a): foo(); elseif ($b): bar(); else: baz(); endif; if ($a) foo(); else if ($b) bar();`,
    `(If (Name $a) (Block (ExprStmt (Call (Name foo) (Args)))) (Block (If (Name $b) (Block (ExprStmt (Call (Name bar) (Args)))) (Block (ExprStmt (Call (Name baz) (Args)))))))
(If (Name $a) (Block (ExprStmt (Call (Name foo) (Args)))) (Block (If (Name $b) (Block (ExprStmt (Call (Name bar) (Args)))) _)))`,
  ],
  [
    'loops',
    `foreach ($a as $k => $v) { } foreach ($a as &$v): endforeach; for ($i = 0, $j = 1; $i < 3; $i++) { } while ($x) { } do { } while ($y);`,
    `(ForEach (Pair (Name $k) (Name $v)) (Name $a) (Block) _)
(ForEach (Name $v) (Name $a) (Block) _)
(For (Seq (Assign = (Name $i) (Num 0)) (Assign = (Name $j) (Num 1))) (Binary < (Name $i) (Num 3)) (Update post++ (Name $i)) (Block))
(While (Name $x) (Block))
(DoWhile (Block) (Name $y))`,
  ],
  [
    'switch and match',
    `switch ($x) { case 1: a(); break; default: b(); } $m = match($x) { 1, 2 => a(), default => b() };`,
    `(Switch (Name $x) (Cases (Case (Tests (Num 1)) (Block (ExprStmt (Call (Name a) (Args))) (Break _))) (Case (Tests) (Block (ExprStmt (Call (Name b) (Args)))))))
(ExprStmt (Assign = (Name $m) (Switch (Name $x) (Cases (Case (Tests (Num 1) (Num 2)) (Block (ExprStmt (Call (Name a) (Args))))) (Case (Tests) (Block (ExprStmt (Call (Name b) (Args)))))))))`,
  ],
  [
    'imports one by one',
    `namespace A\\B; use C\\D; use E\\F as G; use J\\{K, L as M}; use Solo;`,
    `(Package (Path A\\B (Name A) (Name B)))
(Import from (Path C (Name C)) (Name D) _)
(Import from (Path E (Name E)) (Name F) (Name G))
(Import from (Path J (Name J)) (Name K) _)
(Import from (Path J (Name J)) (Name L) (Name M))
(Import module (Path Solo (Name Solo)) _ _)`,
  ],
  [
    'classes',
    `#[Route("/x")] abstract class A extends B implements C, D { use T; const X = 1; public static ?int $p = 3; private function f(private int $z = 0) { } }`,
    `(ClassDef class (Name A) (Bases (Name B)) (Bases (Name C) (Name D)) (ClassBody (Other use (Name T)) (VarDef (Name X) _ (Num 1) (Mods (Mod const))) (VarDef (Name $p) (TypeOpt (Name int)) (Num 3) (Mods (Mod public) (Mod static))) (FuncDef (Name f) (Params (Param (Name $z) (Name int) (Num 0) (Mods (Mod private)))) _ (Block) (Mods (Mod private)) _)) (Mods (Decorator (Name Route) (Args (Str "/x"))) (Mod abstract)) _)`,
  ],
  [
    'interfaces, traits, enums',
    `interface I extends J { function x(); } trait T { } enum E: string implements I { case A = 'a'; }`,
    `(ClassDef interface (Name I) (Bases (Name J)) (Bases) (ClassBody (FuncDef (Name x) (Params) _ _ (Mods) _)) (Mods) _)
(ClassDef trait (Name T) (Bases) (Bases) (ClassBody) (Mods) _)
(ClassDef enum (Name E) (Bases) (Bases (Name I)) (ClassBody (VarDef (Name A) _ (Str "a") (Mods (Mod case)))) (Mods) _)`,
  ],
  [
    'try and throw',
    `try { a(); } catch (A | B $e) { b(); } finally { c(); } throw new E("x");`,
    `(Try (Block (ExprStmt (Call (Name a) (Args)))) (Catches (Catch (TypeUnion | (Name A) (Name B)) (Name $e) (Block (ExprStmt (Call (Name b) (Args)))))) _ (Block (ExprStmt (Call (Name c) (Args)))))
(Throw (New (Name E) (Args (Str "x"))))`,
  ],
  [
    'anonymous functions',
    `$f = function ($x) use ($y): int { return 1; }; $g = fn($x) => $x + 1;`,
    `(ExprStmt (Assign = (Name $f) (Lambda (Params (Param (Name $x) _ _ (Mods))) (Name int) (Block (Return (Num 1))) (Mods))))
(ExprStmt (Assign = (Name $g) (Lambda (Params (Param (Name $x) _ _ (Mods))) _ (Binary + (Name $x) (Num 1)) (Mods))))`,
  ],
  [
    'operators',
    `(int) $x; $a ?: $b; $a ?? $b; $a instanceof B; !$a; $a and $b; $a .= "x"; $a ??= 1; $i++; --$i; @foo();`,
    `(ExprStmt (Cast (Name int) (Name $x)))
(ExprStmt (Ternary (Name $a) (Name $a) (Name $b)))
(ExprStmt (Binary ?? (Name $a) (Name $b)))
(ExprStmt (Binary instanceof (Name $a) (Name B)))
(ExprStmt (Unary ! (Name $a)))
(ExprStmt (Binary && (Name $a) (Name $b)))
(ExprStmt (AugAssign . (Name $a) (Str "x")))
(ExprStmt (AugAssign ?? (Name $a) (Num 1)))
(ExprStmt (Update post++ (Name $i)))
(ExprStmt (Update pre-- (Name $i)))
(ExprStmt (Unary @ (Call (Name foo) (Args))))`,
  ],
  [
    'declarations of variables',
    `global $g; static $s = 1; const X = 1, Y = 2;`,
    `(Other global (Name $g))
(VarDef (Name $s) _ (Num 1) (Mods (Mod static)))
(VarDef (Name X) _ (Num 1) (Mods (Mod const)))
(VarDef (Name Y) _ (Num 2) (Mods (Mod const)))`,
  ],
  [
    'named and referenced arguments',
    `f(name: $x, ...$y);`,
    `(ExprStmt (Call (Name f) (Args (KwArg name (Name $x)) (Spread ... (Name $y)))))`,
  ],
  [
    'labels and generators',
    `goto L; L: yield $k => $v; yield from f();`,
    `(Goto (Name L))
(Label (Name L) _)
(ExprStmt (Yield (Pair (Name $k) (Name $v))))
(ExprStmt (Yield from (Call (Name f) (Args))))`,
  ],
];

describe('PHP is lowered', () => {
  test.each(stories)('%s', (_story, source, expected) => {
    expect(shown(php, `<?php ${source}\n`)).toBe(expected);
  });
});
