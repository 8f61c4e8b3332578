/** Stories of imports: which fully qualified names a name of the file stands for. */
import { describe, expect, it } from 'vitest';
import { facts, names } from '../../../support/engine/facts.ts';

type Language = Parameters<typeof facts>[1];

/** Is: what happens, in which language, in which tree, and the qualified names of the last `Name` with a text. */
const stories: readonly [string, Language, string, string, string[]][] = [
  ['import a.b', 'python', '(Block (Import module (Path a.b (Name a) (Name b)) _ _) (Name a))', 'a', ['a']],
  [
    'import a.b as c',
    'python',
    '(Block (Import module (Path a.b (Name a) (Name b)) _ (Name c)) (Name c))',
    'c',
    ['a.b'],
  ],
  [
    'from a import b as c',
    'python',
    '(Block (Import from (Path a (Name a)) (Name b) (Name c)) (Name c))',
    'c',
    ['a.b'],
  ],
  [
    'from .a import b',
    'python',
    '(Block (Import from (Path ".a" (Name a)) (Name b) _) (Name b))',
    'b',
    ['..a.b'],
  ],
  [
    'two imports of one name are both possible',
    'python',
    '(Block (Try (Block (Import module (Path json (Name json)) _ _)) (Catches (Catch _ _ (Block (Import module (Path simplejson (Name simplejson)) _ (Name json))))) _ _) (Name json))',
    'json',
    ['json', 'simplejson'],
  ],
  [
    'a parameter hides an import',
    'python',
    '(Block (Import module (Path os (Name os)) _ _) (FuncDef (Name f) (Params (Param (Name os) _ _ (Mods))) _ (Block (Name os)) (Mods)))',
    'os',
    [],
  ],
  [
    'a function sees the imports of the file',
    'python',
    '(Block (Import module (Path os (Name os)) _ _) (FuncDef (Name f) (Params) _ (Block (Name os)) (Mods)))',
    'os',
    ['os'],
  ],
  [
    'import x from "y"',
    'javascript',
    '(Block (Import from (Path y (Name y)) (Name default) (Name x)) (Name x))',
    'x',
    ['y', 'y.default'],
  ],
  [
    'import {a as b} from "y"',
    'javascript',
    '(Block (Import from (Path y (Name y)) (Name a) (Name b)) (Name b))',
    'b',
    ['y.a'],
  ],
  [
    'import * as n from "node:fs"',
    'typescript',
    '(Block (Import module (Path node:fs (Name node:fs)) _ (Name n)) (Name n))',
    'n',
    ['node:fs', 'fs'],
  ],
  [
    'const x = require("y")',
    'javascript',
    '(Block (VarDef (Name x) _ (Call (Name require) (Args (Str "y"))) (Mods (Mod const))) (Name x))',
    'x',
    ['y'],
  ],
  [
    'const {a, b: c} = require("y")',
    'javascript',
    '(Block (VarDef (Record (Pair (Name a) (Name a)) (Pair (Name b) (Name c))) _ (Call (Name require) (Args (Str "y"))) (Mods (Mod const))) (Name c))',
    'c',
    ['y.b'],
  ],
  [
    'const x = require("y").a',
    'javascript',
    '(Block (VarDef (Name x) _ (Attr (Call (Name require) (Args (Str "y"))) (Name a)) (Mods (Mod var))) (Name x))',
    'x',
    ['y.a'],
  ],
  [
    'import a.b.C;',
    'java',
    '(Block (Import module (Path a.b.C (Name a) (Name b) (Name C)) _ _) (Name C))',
    'C',
    ['a.b.C'],
  ],
  [
    'import "crypto/md5"',
    'go',
    '(Block (Import module (Path crypto/md5 (Name crypto/md5)) _ _) (Name md5))',
    'md5',
    ['md5', 'crypto/md5', 'crypto.md5'],
  ],
  [
    'import m "x/y-go/v2"',
    'go',
    '(Block (Import module (Path x/y-go/v2 (Name x/y-go/v2)) _ (Name m)) (Name m))',
    'm',
    ['y', 'x/y-go/v2', 'x.y-go.v2'],
  ],
  [
    'using X = A.B.C;',
    'csharp',
    '(Block (Import module (Path A.B.C (Name A) (Name B) (Name C)) _ (Name X)) (Name X))',
    'X',
    ['A.B.C'],
  ],
  [
    'use A\\B as D;',
    'php',
    '(Block (Import module (Path "A\\\\B" (Name A) (Name B)) _ (Name D)) (Name D))',
    'D',
    ['A.B'],
  ],
  [
    'use a::b::{c as d};',
    'rust',
    '(Block (Import from (Path a::b (Name a) (Name b)) (Name c) (Name d)) (Name d))',
    'd',
    ['a.b.c'],
  ],
];

describe('qualified names', () => {
  it.each(stories)('%s', (_, language, source, name, expected) => {
    const known = facts(source, language);
    const last = names(known, name).at(-1)!;
    expect(known.qualified(last).map(path => path.join('.'))).toEqual(expected);
  });

  it.each<[Language, string, string[]]>([
    ['python', '(Block (Import all (Path a.b (Name a) (Name b)) _ _))', ['a.b']],
    ['csharp', '(Block (Import module (Path A.B (Name A) (Name B)) _ _))', ['A.B']],
    ['java', '(Block (Import all (Path a.b (Name a) (Name b)) _ _))', ['a.b']],
    ['go', '(Block (Import module (Path x/fmt (Name x/fmt)) _ (Name .)))', ['fmt']],
  ])('lists the modules whose names are all imported: %s', (language, source, expected) => {
    expect(facts(source, language).wildcards.map(path => path.join('.'))).toEqual(expected);
  });

  it('gives the same symbol to the same import in two functions', () => {
    const load = '(Block (Import module (Path os (Name os)) _ _) (Name os))';
    const known = facts(
      `(Block (FuncDef (Name f) (Params) _ ${load} (Mods)) (FuncDef (Name g) (Params) _ ${load} (Mods)))`,
      'python',
    );
    const symbols = names(known, 'os').map(name => known.symbol(name));
    expect(new Set(symbols.filter(symbol => symbol !== undefined)).size).toBe(1);
    expect(symbols[1]).toBe(symbols[3]);
  });
});
