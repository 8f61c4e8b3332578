import { describe, expect, test } from 'vitest';
import { go } from '../../../../server/engine/languages/go/go.ts';
import { shown } from './lowered.ts';

/** Is a story, Go source, and the statements it is lowered to. */
const stories: readonly (readonly [story: string, source: string, lowered: string])[] = [
  [
    'short declarations keep their operator; several targets are a tuple',
    `func f() { x, err := g() }`,
    `(FuncDef (Name f) (Params) _ (Block (ExprStmt (Assign := (Tuple (Name x) (Name err)) (Call (Name g) (Args))))) (Mods) _)`,
  ],
  [
    'one variable a name, also where they share a declaration',
    `var a, b = 1, 2`,
    `(VarDef (Name a) _ (Num 1) (Mods (Mod var)))
(VarDef (Name b) _ (Num 2) (Mods (Mod var)))`,
  ],
  [
    'a call with several results has one declaration',
    `var a, b = f()`,
    `(VarDef (Tuple (Name a) (Name b)) _ (Call (Name f) (Args)) (Mods (Mod var)))`,
  ],
  [
    'constants',
    `const ( A = 0x10; B = "b" )`,
    `(VarDef (Name A) _ (Num 16) (Mods (Mod const)))
(VarDef (Name B) _ (Str "b") (Mods (Mod const)))`,
  ],
  [
    'a receiver is the first parameter',
    `func (s *Server) Run(a, b int, rest ...string) (int, error) { return 1, nil }`,
    `(FuncDef (Name Run) (Params (Param (Name s) (TypePtr * (Name Server)) _ (Mods (Mod receiver))) (Param (Name a) (Name int) _ (Mods)) (Param (Name b) (Name int) _ (Mods)) (Spread ... (Param (Name rest) (Name string) _ (Mods)))) (Tuple (Name int) (Name error)) (Block (Return (Tuple (Num 1) (Null null)))) (Mods) _)`,
  ],
  [
    'type parameters and arguments',
    `func Map[T any](x []T) map[string]T { return m[int](x) }`,
    `(FuncDef (Name Map) (Params (Param (Name x) (TypeArray (Name T) _) _ (Mods))) (TypeApply (Name map) (TypeArgs (Name string) (Name T))) (Block (Return (Call (Name m) (Args (Name x))))) (Mods) (TypeParams (Param (Name T) (Name any) _ (Mods))))`,
  ],
  [
    'named fields of a literal are keyword arguments',
    `var c = &http.Cookie{Name: "a", Secure: false}`,
    `(VarDef (Name c) _ (Unary & (New (Attr (Name http) (Name Cookie)) (Args (KwArg Name (Str "a")) (KwArg Secure (Bool false))))) (Mods (Mod var)))`,
  ],
  [
    'other keys are pairs, nested braces lists',
    `var m = map[string][]int{"a": {1, 2}}`,
    `(VarDef (Name m) _ (New (TypeApply (Name map) (TypeArgs (Name string) (TypeArray (Name int) _))) (Args (Pair (Str "a") (List (Num 1) (Num 2))))) (Mods (Mod var)))`,
  ],
  [
    'new is a pointer to an empty literal',
    `var p = new(T)`,
    `(VarDef (Name p) _ (Unary & (New (Name T) (Args))) (Mods (Mod var)))`,
  ],
  [
    'structs and interfaces are classes',
    `type T struct { a, b int; *E }
type I interface { M(x int) error }`,
    `(ClassDef struct (Name T) (Bases) (Bases) (ClassBody (VarDef (Name a) (Name int) _ (Mods)) (VarDef (Name b) (Name int) _ (Mods)) (TypePtr * (Name E))) (Mods) _)
(ClassDef interface (Name I) (Bases) (Bases) (ClassBody (FuncDef (Name M) (Params (Param (Name x) (Name int) _ (Mods))) (Name error) _ (Mods) _)) (Mods) _)`,
  ],
  ['other types are definitions', `type ID string`, `(TypeDef (Name ID) (Name string))`],
  [
    'one import a name',
    `import ( f "fmt"; . "x"; _ "y"; "a/b" )`,
    `(Import module (Path fmt (Name fmt)) _ (Name f))
(Import all (Path x (Name x)) _ _)
(Import module (Path y (Name y)) _ (Name _))
(Import module (Path a/b (Name a/b)) _ _)`,
  ],
  ['the package', `package main`, `(Package (Path main (Name main)))`],
  [
    'a statement before a condition gets a block with it',
    `func f() { if err := g(); err != nil { return } else if a { } }`,
    `(FuncDef (Name f) (Params) _ (Block (Block (ExprStmt (Assign := (Name err) (Call (Name g) (Args)))) (If (Binary != (Name err) (Null null)) (Block (Return _)) (Block (If (Name a) (Block) _))))) (Mods) _)`,
  ],
  [
    'loops',
    `func f() { for i, v := range x { }; for i := 0; i < 3; i++ { }; for a { }; for { } }`,
    `(FuncDef (Name f) (Params) _ (Block (ForEach range (Tuple (Name i) (Name v)) (Name x) (Block) _) (For (ExprStmt (Assign := (Name i) (Num 0))) (Binary < (Name i) (Num 3)) (ExprStmt (Update post++ (Name i))) (Block)) (For _ (Name a) _ (Block)) (For _ _ _ (Block))) (Mods) _)`,
  ],
  [
    'switches over values, types and channels',
    `func f() { switch x { case 1, 2: g(); default: }; switch y := x.(type) { case int: }; select { case v := <-c: ; case c <- 1: } }`,
    `(FuncDef (Name f) (Params) _ (Block (Switch (Name x) (Cases (Case (Tests (Num 1) (Num 2)) (Block (ExprStmt (Call (Name g) (Args))))) (Case (Tests) (Block)))) (Switch (Assign := (Name y) (Unary typeof (Name x))) (Cases (Case (Tests (Name int)) (Block)))) (Switch _ (Cases (Case (Tests (Assign := (Name v) (Unary <- (Name c)))) (Block)) (Case (Tests (ExprStmt (Binary <- (Name c) (Num 1)))) (Block))))) (Mods) _)`,
  ],
  [
    'strings, runes, numbers',
    `var a = f("a\\n", \`b\\n\`, 'c', 0o17, 1_000, 1.50)`,
    `(VarDef (Name a) _ (Call (Name f) (Args (Str "a\\n") (Str "b\\\\n") (Char "c") (Num 15) (Num 1000) (Num 1.5))) (Mods (Mod var)))`,
  ],
  [
    'slices, indexes, conversions, assertions',
    `var a = f(x[1:2], x[0], []byte("a"), x.(T))`,
    `(VarDef (Name a) _ (Call (Name f) (Args (Index (Name x) (Slice (Num 1) (Num 2) _)) (Index (Name x) (Num 0)) (Cast (TypeArray (Name byte) _) (Str "a")) (Other type_assertion_expression . (Name x) (Name T)))) (Mods (Mod var)))`,
  ],
  [
    'deferred calls, goroutines, jumps',
    `func f() { defer g(); go h(x...); L: for { break L }; goto L }`,
    `(FuncDef (Name f) (Params) _ (Block (Other defer_statement defer (Call (Name g) (Args))) (Other go_statement go (Call (Name h) (Args (Spread ... (Name x))))) (Label (Name L) (For _ _ _ (Block (Break (Name L))))) (Goto (Name L))) (Mods) _)`,
  ],
  [
    'function literals',
    `var f = func(a int) string { return "" }`,
    `(VarDef (Name f) _ (Lambda (Params (Param (Name a) (Name int) _ (Mods))) (Name string) (Block (Return (Str))) (Mods)) (Mods (Mod var)))`,
  ],
  [
    'what an error surrounds is still recognised',
    `func f() { g(1) ) h(2) }`,
    `(FuncDef (Name f) (Params) _ (Block (ExprStmt (Call (Call (Name g) (Args (Num 1))) (Args (Num 2))))) (Mods) _)`,
  ],
];

describe('Go is lowered', () => {
  test.each(stories)('%s', (_story, source, expected) => {
    expect(shown(go, `${source}\n`)).toBe(expected);
  });
});
