/** Stories of names: which ones are the same variable, in each sort of scope. */
import { describe, expect, it } from 'vitest';
import { facts, names } from '../../../support/engine/facts.ts';

/** Writes each use of a name as `name@n`, where n counts the symbols in the order they appear; `?` for none. */
function symbols(source: string, language: Parameters<typeof facts>[1]): string {
  const known = facts(source, language);
  const order: number[] = [];
  return names(known)
    .map(name => {
      const symbol = known.symbol(name);
      if (symbol === undefined) return `${name.text}?`;
      if (!order.includes(symbol)) order.push(symbol);
      return `${name.text}${order.indexOf(symbol)}`;
    })
    .join(' ');
}

const stories: readonly [string, Parameters<typeof facts>[1], string, string][] = [
  [
    'assignments and uses in a Python module are one variable',
    'python',
    '(Block (ExprStmt (Assign = (Name x) (Num 1))) (ExprStmt (Call (Name f) (Args (Name x)))))',
    'x0 f? x0',
  ],
  [
    'a Python function that assigns a name has its own',
    'python',
    `(Block (Assign = (Name x) (Num 1))
      (FuncDef (Name f) (Params) _ (Block (Assign = (Name x) (Num 2)) (Name x)) (Mods)) (Name x))`,
    'x0 f? x1 x1 x0',
  ],
  [
    'a Python function that only reads a name means the module’s',
    'python',
    `(Block (Assign = (Name x) (Num 1)) (FuncDef (Name f) (Params) _ (Block (Return (Name x))) (Mods)))`,
    'x0 f? x0',
  ],
  [
    '`global` makes two functions share a name',
    'python',
    `(Block
      (FuncDef (Name f) (Params) _ (Block (Other "global_statement global" (Name x)) (Assign = (Name x) (Num 2))) (Mods))
      (FuncDef (Name g) (Params) _ (Block (Other "global_statement global" (Name x)) (Name x)) (Mods)))`,
    'f? x0 x0 g? x0 x0',
  ],
  [
    '`nonlocal` reaches the function around',
    'python',
    `(FuncDef (Name f) (Params) _ (Block (Assign = (Name x) (Num 1))
      (FuncDef (Name g) (Params) _ (Block (Other "nonlocal_statement nonlocal" (Name x)) (Assign = (Name x) (Num 2))) (Mods))) (Mods))`,
    'f? x0 g? x0 x0',
  ],
  [
    'a comprehension has its own variable',
    'python',
    `(Block (Assign = (Name x) (Num 1)) (Comprehension list (Name x) (CompFor (Name x) (Name xs))) (Name x))`,
    'x0 x1 x1 xs? x0',
  ],
  [
    'attributes, keys of pairs and `self` are no variables',
    'python',
    `(FuncDef (Name f) (Params (Param (Name self) _ _ (Mods))) _ (Block (Assign = (Name a) (Num 1))
      (Attr (Name self) (Name a)) (Call (Name g) (Args (KwArg a (Name a))))) (Mods))`,
    'f? self? a0 self? a? g? a0',
  ],
  [
    'destructuring, loops, catches and `with` declare',
    'python',
    `(Block (Assign = (Tuple (Name a) (List (Name b) (Spread * (Name c)))) (Name v))
      (ForEach (Name d) (Name v) (Block (Name d)) _)
      (Try (Block) (Catches (Catch (Name E) (Name e) (Block (Name e)))) _ _)
      (With (Items (Assign = (Name h) (Name v))) (Block (Name h)))
      (Name a) (Name b) (Name c))`,
    'a0 b1 c2 v? d3 v? d3 E? e4 e4 h5 v? h5 a0 b1 c2',
  ],
  [
    '`let` lives in its block and `var` in its function',
    'javascript',
    `(FuncDef (Name f) (Params) _ (Block
      (VarDef (Name a) _ (Num 1) (Mods (Mod let)))
      (If (Name a) (Block (VarDef (Name a) _ (Num 2) (Mods (Mod let))) (VarDef (Name b) _ (Num 3) (Mods (Mod var))) (Name a)) _)
      (Name a) (Name b)) (Mods))`,
    'f0 a1 a1 a2 b3 a2 a1 b3',
  ],
  [
    'an assignment to a name that nothing declares makes a global in JavaScript',
    'javascript',
    `(Block (FuncDef (Name f) (Params) _ (Block (Assign = (Name g) (Num 1))) (Mods)) (Name g))`,
    'f0 g1 g1',
  ],
  [
    'object patterns declare their values, parameters too',
    'javascript',
    `(Block (VarDef (Record (Pair (Name a) (Name a)) (Pair (Name b) (Assign = (Name c) (Num 1)))) _ (Name o) (Mods (Mod const)))
      (Lambda (Params (Param (Record (Pair (Name d) (Name d))) _ _ (Mods))) _ (Name d) (Mods)) (Name a) (Name b) (Name c) (Name d))`,
    'a? a0 b? c1 o? d? d2 d2 a0 b? c1 d?',
  ],
  [
    'a closure sees what is declared after it',
    'javascript',
    `(Block (Lambda (Params) _ (Name later) (Mods)) (VarDef (Name later) _ (Num 1) (Mods (Mod const))))`,
    'later0 later0',
  ],
  [
    'an inner declaration in Go starts after its value',
    'go',
    `(FuncDef (Name f) (Params) _ (Block (Assign := (Name x) (Num 1))
      (Block (Assign := (Name x) (Call (Name g) (Args (Name x)))) (Name x)) (Name x)) (Mods))`,
    'f? x0 x1 g? x0 x1 x0',
  ],
  [
    'a second `let` in Rust is another variable',
    'rust',
    `(FuncDef (Name f) (Params) _ (Block (VarDef (Name x) _ (Num 1) (Mods)) (Name x)
      (VarDef (Name x) _ (Call (Name g) (Args (Name x))) (Mods)) (Name x)) (Mods))`,
    'f? x0 x0 x1 g? x0 x1',
  ],
  [
    'a method of Java sees the fields of its class, and its own variables first',
    'java',
    `(ClassDef class (Name C) (Bases) (Bases) (ClassBody (VarDef (Name a) (Name int) _ (Mods)) (VarDef (Name b) (Name int) _ (Mods))
      (FuncDef (Name m) (Params (Param (Name b) (Name int) _ (Mods))) _ (Block (Name a) (Name b)) (Mods))) (Mods))`,
    'C? a0 int? b1 int? m? b2 int? a0 b2',
  ],
  [
    'a method of Ruby does not see the locals around it, but a block does',
    'ruby',
    `(Block (Assign = (Name x) (Num 1)) (Lambda (Params) _ (Block (Assign = (Name x) (Num 2)) (Name x)) (Mods))
      (FuncDef (Name m) (Params) _ (Block (Name x)) (Mods)))`,
    'x0 x0 x0 m? x?',
  ],
];

describe('symbols', () => {
  it.each(stories)('%s', (_, language, source, expected) => {
    expect(symbols(source, language)).toBe(expected);
  });

  it('keeps up with a long file', () => {
    const body = Array.from(
      { length: 3_000 },
      (_, at) => `(Assign = (Name x${at}) (Name x${Math.max(at - 1, 0)}))`,
    );
    const known = facts(`(Block ${body.join(' ')})`, 'python');
    const all = names(known).map(name => known.symbol(name));
    expect(new Set(all).size).toBe(3_000);
  });
});
