import { describe, expect, test } from 'vitest';
import { rust } from '../../../../server/engine/languages/rust/rust.ts';
import { shown } from './lowered.ts';

/** Is a story, Rust source, and the statements it is lowered to. */
const stories: readonly (readonly [story: string, source: string, lowered: string])[] = [
  [
    'functions, declarations, macros',
    `pub fn f(mut a: &str, b: Vec<u8>) -> Result<(), E> { let mut x: i32 = 0xff_u8; println!("{}", x, a.b(1)); x }`,
    `(FuncDef (Name f) (Params (Param (Name a) (TypePtr & (Name str)) _ (Mods)) (Param (Name b) (TypeApply (Name Vec) (TypeArgs (Name u8))) _ (Mods))) (TypeApply (Name Result) (TypeArgs (Tuple) (Name E))) (Block (VarDef (Name x) (Name i32) (Num 255) (Mods (Mod let) (Mod mut))) (ExprStmt (Call (Name println!) (Args (Str "{}") (Name x) (Call (Attr (Name a) (Name b)) (Args (Num 1)))))) (ExprStmt (Name x))) (Mods (Mod pub)) _)`,
  ],
  [
    'one import a name',
    `use std::{io, fs::File as F}; use a::b::*;`,
    `(Import from (Path std (Name std)) (Name io) _)
(Import from (Path std::fs (Name std) (Name fs)) (Name File) (Name F))
(Import all (Path a::b (Name a) (Name b)) _ _)`,
  ],
  [
    'structs and implementations',
    `#[derive(Debug)] struct S { a: i32 } impl T for S { fn f(&self) {} }`,
    `(ClassDef struct (Name S) (Bases) (Bases) (ClassBody (VarDef (Name a) (Name i32) _ (Mods))) (Mods (Decorator (Name derive) (Other token_tree (Name Debug)))) _)
(ClassDef impl (Name S) (Bases (Name T)) (Bases) (ClassBody (FuncDef (Name f) (Params (Param (Name self) _ _ (Mods))) _ (Block) (Mods) _)) (Mods) _)`,
  ],
  [
    'conditions and matches',
    `fn g() { if let Some(x) = y { 1 } else { 2 } match x { A | B => 1, _ => 2 } }`,
    `(FuncDef (Name g) (Params) _ (Block (If (Assign = (Call (Name Some) (Args (Name x))) (Name y)) (Block (ExprStmt (Num 1))) (Block (ExprStmt (Num 2)))) (Switch (Name x) (Cases (Case (Tests (Name A) (Name B)) (Block (ExprStmt (Num 1)))) (Case (Tests) (Block (ExprStmt (Num 2))))))) (Mods) _)`,
  ],
  [
    'expressions',
    `fn g() { S { a: 1, b }; a::b::<T>(c)?; x as u8; &mut x; |a| a + 1; unsafe { *p } r#"raw"#; 'c'; }`,
    `(FuncDef (Name g) (Params) _ (Block (ExprStmt (New (Name S) (Args (KwArg a (Num 1)) (KwArg b (Name b))))) (ExprStmt (Unary ? (Call (Attr (Name a) (Name b)) (Args (Name c))))) (ExprStmt (Cast (Name u8) (Name x))) (ExprStmt (Unary & (Name x))) (ExprStmt (Lambda (Params (Param (Name a) _ _ (Mods))) _ (Binary + (Name a) (Num 1)) (Mods))) (ExprStmt (Other unsafe (Block (ExprStmt (Unary * (Name p)))))) (ExprStmt (Str "raw")) (ExprStmt (Char "c"))) (Mods) _)`,
  ],
  [
    'an argument of a macro that is no expression keeps its tokens',
    `fn g() { m!(a => b; c); assert!(x == 1, "m", y = 2); }`,
    `(FuncDef (Name g) (Params) _ (Block (ExprStmt (Call (Name m!) (Args (Other tokens (Name a) (Name b) (Name c))))) (ExprStmt (Call (Name assert!) (Args (Binary == (Name x) (Num 1)) (Str "m") (KwArg y (Num 2)))))) (Mods) _)`,
  ],
];

describe('Rust is lowered', () => {
  test.each(stories)('%s', (_story, source, expected) => {
    expect(shown(rust, `${source}\n`)).toBe(expected);
  });
});
