/** Stories of types: which type each argument of `f(…)` has, in trees written by hand. */
import { describe, expect, it } from 'vitest';
import { show } from '../../../../server/engine/tree/node.ts';
import { facts } from '../../../support/engine/facts.ts';

type Language = Parameters<typeof facts>[1];

/** Lists the types of the arguments of each call of `f`; a plain name as it is. */
function types(source: string, language: Language): string {
  const known = facts(source, language);
  return known.nodes
    .filter(
      ({ kind, parent }) =>
        kind !== 'None' && parent?.kind === 'Args' && parent.parent?.kids[0]?.text === 'f',
    )
    .map(argument => known.type(argument))
    .map(type => (type === undefined ? '?' : type.kind === 'Name' ? type.text : show(type)))
    .join(' ');
}

const x = '(Name x)';
const f = (...args: string[]): string => `(ExprStmt (Call (Name f) (Args ${args.join(' ')})))`;
const block = (...body: string[]): string => `(Block ${body.join(' ')})`;
const variable = (name: string, type: string, value: string): string =>
  `(VarDef (Name ${name}) ${type} ${value} (Mods))`;
const param = (name: string, type: string, ...mods: string[]): string =>
  `(Param (Name ${name}) ${type} _ (Mods ${mods.map(mod => `(Mod ${mod})`).join(' ')}))`;
const def = (name: string, params: string, body: string, type = '_'): string =>
  `(FuncDef (Name ${name}) (Params ${params}) ${type} ${body} (Mods))`;
const klass = (...body: string[]): string =>
  `(ClassDef class (Name C) (Bases) (Bases) (ClassBody ${body.join(' ')}) (Mods) _)`;
const made = '(New (Name T) (Args))';
const of = (object: string, name: string): string => `(Attr (Name ${object}) (Name ${name}))`;
const call = (callee: string, ...args: string[]): string => `(Call ${callee} (Args ${args.join(' ')}))`;

const stories: readonly [string, Language, string, string][] = [
  [
    'literals of Java',
    'java',
    block(f('(Str a)', '(Num 1)', '(Num 1.5)', '(Num 1L)', '(Bool true)')),
    'String int double long boolean',
  ],
  [
    'literals of TypeScript',
    'typescript',
    block(f('(Str a)', '(Num 1)', '(Bool true)', '(Regex a)')),
    'string number boolean RegExp',
  ],
  ['literals of Python', 'python', block(f('(Str a)', '(Concat f (Str a) (Name b))')), 'str str'],
  ['a declared variable', 'java', block(variable('x', '(Name T)', '_'), f(x)), 'T'],
  ['an inferred variable', 'java', block(variable('x', '(Name var)', made), f(x)), 'T'],
  ['an unknown variable', 'java', block(variable('x', '_', '(Name y)'), f(x, '(Name z)')), '? ?'],
  ['a parameter', 'typescript', def('g', param('x', '(Name T)'), block(f(x))), 'T'],
  [
    'a caught exception',
    'java',
    block(`(Try (Block) (Catches (Catch (Name E) (Name e) ${block(f('(Name e)'))})) _ _)`),
    'E',
  ],
  ['a new object', 'javascript', block(variable('x', '_', made), f(x, made)), 'T T'],
  [
    'an address in Go',
    'go',
    block(`(Assign := (Name x) (Unary & ${made}))`, f(x, '(Unary * (Name x))')),
    '(TypePtr * (Name T)) T',
  ],
  [
    'make and new in Go',
    'go',
    block(f(call('(Name make)', '(Name T)'), call('(Name new)', '(Name T)'))),
    'T (TypePtr * (Name T))',
  ],
  ['a cast', 'java', block(f('(Cast (Name T) (Name x))')), 'T'],
  [
    'the result of a function',
    'typescript',
    block(def('g', '', block(), '(Name T)'), f(call('(Name g)'))),
    'T',
  ],
  [
    'a field',
    'java',
    klass(
      variable('x', '(Name T)', '_'),
      def('m', param('y', '(Name U)'), block(f(x, of('this', 'x'), '(Name y)'))),
    ),
    'T T U',
  ],
  [
    'a field that a parameter hides',
    'java',
    klass(variable('x', '(Name T)', '_'), def('m', param('x', '(Name U)'), block(f(x, of('this', 'x'))))),
    'U T',
  ],
  [
    'a method',
    'java',
    klass(
      def('g', '', block(), '(Name T)'),
      def('m', '', block(f(call('(Name g)'), call(of('this', 'g')), '(Name this)'))),
    ),
    'T T C',
  ],
  [
    'a field of another object',
    'java',
    block(klass(variable('x', '(Name T)', '_')), variable('c', '(Name C)', '_'), f(of('c', 'x'))),
    'T',
  ],
  [
    'a promoted parameter',
    'typescript',
    klass(
      def('constructor', param('x', '(Name T)', 'private'), block()),
      def('m', '', block(f(of('this', 'x')))),
    ),
    'T',
  ],
  [
    'an attribute set from a parameter',
    'python',
    klass(
      def(
        '__init__',
        param('self', '_') + param('y', '(Name T)'),
        block(`(Assign = ${of('self', 'x')} (Name y))`),
      ),
      def('m', param('self', '_'), block(f(of('self', 'x')))),
    ),
    'T',
  ],
  [
    'a class called in Python',
    'python',
    block(
      klass(),
      f(call('(Name C)'), call('(Name HttpClient)'), call('(Name unknown)'), call('(Name str)', x)),
    ),
    'C HttpClient ? str',
  ],
  [
    'a sum with a string',
    'kotlin',
    block(f('(Binary + (Name y) (Binary + (Str a) (Name z)))', '(Binary + (Name y) (Name z))')),
    'String ?',
  ],
  [
    'sums and comparisons',
    'go',
    block(f('(Binary + (Num 1) (Num 2))', '(Binary < (Name a) (Name b))', '(Binary && (Name a) (Name b))')),
    'int bool bool',
  ],
  [
    'a choice',
    'java',
    block(f(`(Ternary (Name c) ${made} ${made})`, `(Ternary (Name c) ${made} (Str a))`)),
    'T ?',
  ],
  [
    'a loop over a list',
    'java',
    block(
      variable('l', '(TypeApply (Name List) (TypeArgs (Name T)))', '_'),
      `(ForEach (VarDef (Name x) _ _ (Mods)) (Name l) ${block(f(x))} _)`,
    ),
    '?',
  ],
  [
    'an element of an array',
    'java',
    block(variable('l', '(TypeArray (Name T) _)', '_'), f('(Index (Name l) (Num 0))')),
    '?',
  ],
  ['a variable defined by itself', 'javascript', block(variable('x', '_', '(Name x)'), f(x)), '?'],
];

describe('types', () => {
  it.each(stories)('%s', (_, language, source, expected) => {
    expect(types(source, language)).toBe(expected);
  });

  it('gives up on a long chain of definitions', () => {
    const chain = Array.from({ length: 5_000 }, (_, at) => variable(`x${at}`, '_', `(Name x${at + 1})`));
    expect(types(block(...chain, variable('x5000', '_', made), f('(Name x0)')), 'javascript')).toBe('?');
  });
});
