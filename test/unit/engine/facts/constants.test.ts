/** Stories of constants: what the arguments of `f(…)` hold, in trees written by hand. */
import { describe, expect, it } from 'vitest';
import type { Constant } from '../../../../server/engine/facts/facts.ts';
import { Node } from '../../../../server/engine/tree/node.ts';
import { facts } from '../../../support/engine/facts.ts';

type Language = Parameters<typeof facts>[1];

const written = (constant: Constant | undefined): string =>
  constant === undefined
    ? '?'
    : constant.kind === 'Str'
      ? `"${constant.text ?? '…'}"`
      : (constant.text ?? '…');

/** Lists what each argument of each call of `f` holds. */
function held(source: string | Node, language: Language): string {
  const known = facts(source, language);
  return known.nodes
    .filter(
      ({ kind, parent }) =>
        kind !== 'None' && parent?.kind === 'Args' && parent.parent?.kids[0]?.text === 'f',
    )
    .map(argument => written(known.constant(argument)))
    .join(' ');
}

const x = '(Name x)';
const set = (value: string, name = x): string => `(ExprStmt (Assign = ${name} ${value}))`;
const f = (...args: string[]): string => `(ExprStmt (Call (Name f) (Args ${args.join(' ')})))`;
const block = (...body: string[]): string => `(Block ${body.join(' ')})`;
const def = (name: string, body: string, params = ''): string =>
  `(FuncDef (Name ${name}) (Params ${params}) _ ${body} (Mods))`;
const param = (name: string, value = '_'): string => `(Param (Name ${name}) _ ${value} (Mods))`;
const variable = (name: string, value: string, ...mods: string[]): string =>
  `(VarDef (Name ${name}) _ ${value} (Mods ${mods.map(mod => `(Mod ${mod})`).join(' ')}))`;
const klass = (...body: string[]): string =>
  `(ClassDef class (Name C) (Bases) (Bases) (ClassBody ${body.join(' ')}) (Mods) _)`;
const add = (a: string, b: string, operator = '+'): string => `(Binary ${operator} ${a} ${b})`;
const [a, b, c] = ['(Str "a")', '(Str "b")', '(Name c)'];
const own = (name: string, object = 'self'): string => `(Attr (Name ${object}) (Name ${name}))`;

const stories: readonly [string, Language, string, string][] = [
  ['literals', 'python', block(f(a, '(Num 1)', '(Bool true)', '(Null null)', c)), '"a" 1 true null ?'],
  ['folding', 'python', block(f(add(a, add(b, '(Str "c")')), add('(Num 2)', '(Num 3)', '*'))), '"abc" 6'],
  ['folding with a number', 'javascript', block(f(add(a, '(Num 1)'))), '"a1"'],
  ['no folding of a string with a number', 'python', block(f(add(a, '(Num 1)'))), '?'],
  ['minus and not', 'python', block(f('(Unary - (Num 1))', '(Unary not (Bool true))')), '-1 false'],
  ['interpolation', 'php', block(set(a), f(`(Concat "" ${b} ${x})`, add(x, b, '.'))), '"ba" "ab"'],
  ['an interpolated unknown', 'python', block(f(`(Concat f ${a} ${c})`)), '?'],
  ['formatting of constants', 'python', block(f(add(a, b, '%'), add(a, c, '%'))), '"…" ?'],
  ['one of two strings', 'python', block(f(`(Ternary ${c} ${a} ${b})`, `(Ternary ${c} ${a} ${c})`)), '"…" ?'],
  ['an assigned name', 'python', block(set(a), f(x)), '"a"'],
  [
    'the order of assignments',
    'python',
    block(f(x), set(a), f(x), set(b), f(x), set(c), f(x)),
    '? "a" "b" ?',
  ],
  ['adding', 'python', block(set(a), `(ExprStmt (AugAssign + ${x} ${b}))`, f(x)), '"ab"'],
  ['adding the unknown', 'python', block(set(a), `(ExprStmt (AugAssign + ${x} ${c}))`, f(x)), '?'],
  ['counting', 'c', block(set('(Num 1)'), `(ExprStmt (Update post++ ${x}))`, f(x)), '?'],
  ['equal branches', 'python', block(`(If ${c} ${block(set(a))} ${block(set(a))})`, f(x)), '"a"'],
  ['different branches', 'python', block(`(If ${c} ${block(set(a))} ${block(set(b))})`, f(x)), '"…"'],
  ['an unknown branch', 'python', block(set(a), `(If ${c} ${block(set(c), f(x))} _)`, f(x)), '? ?'],
  [
    'a branch that returns',
    'python',
    def('g', block(set(a), `(If ${c} ${block(set(c), '(Return _)')} _)`, f(x))),
    '"a"',
  ],
  ['a loop', 'python', block(set(a), `(While ${c} ${block(f(x), set(c), f(x))})`, f(x)), '? ? ?'],
  [
    'a loop over literals',
    'python',
    block(set(a), `(While ${c} ${block(f(x), set(b), f(x))})`, f(x)),
    '"…" "b" "…"',
  ],
  [
    'a loop that leaves it alone',
    'python',
    block(set(a), `(ForEach (Name i) ${c} ${block(f(x, '(Name i)'))} _)`, f(x)),
    '"a" ? "a"',
  ],
  [
    'a try',
    'python',
    block(set(a), `(Try ${block(set(b), set(c))} (Catches (Catch _ _ ${block(f(x))})) _ _)`, f(x)),
    '? ?',
  ],
  [
    'a try that is left',
    'python',
    def('g', block(set(a), `(Try ${block(set(b))} (Catches (Catch _ _ ${block('(Return _)')})) _ _)`, f(x))),
    '"b"',
  ],
  [
    'a switch with breaks',
    'javascript',
    block(
      set(a),
      `(Switch ${c} (Cases (Case (Tests (Num 1)) ${block(set(b), '(Break _)')}) (Case (Tests) ${block(f(x))})))`,
      f(x),
    ),
    '"a" "…"',
  ],
  [
    'a switch that falls through',
    'javascript',
    block(
      set(a),
      `(Switch ${c} (Cases (Case (Tests (Num 1)) ${block(set(c))}) (Case (Tests) ${block(f(x), set(b))})))`,
      f(x),
    ),
    '? "b"',
  ],
  [
    'a tuple',
    'python',
    block(`(Assign = (Tuple ${x} (Name y)) (Tuple ${a} ${b}))`, f(x, '(Name y)')),
    '"a" "b"',
  ],
  ['a pattern', 'python', block(`(Assign = (Tuple ${x} (Name y)) ${c})`, f(x, '(Name y)')), '? ?'],
  ['a parameter', 'python', def('g', block(f(x), set(a), f(x)), param('x', b)), '? "a"'],
  ['a global in a function', 'python', block(set(a), def('g', block(f(x, add(x, b))))), '"a" "ab"'],
  ['a global that changes', 'python', block(set(a), set(b), def('g', block(f(x)))), '?'],
  [
    'a global that a function changes',
    'python',
    block(set(a), def('g', block(`(Other "global_statement global" ${x})`, set(c))), f(x)),
    '?',
  ],
  [
    'a global defined by a global',
    'python',
    block(set(a), set(add(x, b), '(Name y)'), def('g', block(f('(Name y)')))),
    '"ab"',
  ],
  ['a global after its function', 'javascript', block(def('g', block(f(x))), variable('x', a, 'const')), '?'],
  [
    'a captured variable that the lambda changes',
    'javascript',
    block(variable('x', a, 'let'), `(Lambda (Params) _ ${block(set(c))} (Mods))`, f(x)),
    '?',
  ],
  [
    'a lambda that reads',
    'javascript',
    block(variable('x', a, 'let'), `(Lambda (Params) _ ${block(f(x))} (Mods))`),
    '"a"',
  ],
  [
    'a lambda that reads what changes after it',
    'javascript',
    block(variable('x', a, 'let'), `(Lambda (Params) _ ${block(f(x))} (Mods))`, set(c)),
    '?',
  ],
  [
    'a variable whose address is taken',
    'c',
    block(variable('x', a), '(Call (Name g) (Args (Unary & (Name x))))', f(x)),
    '?',
  ],
  ['a shared borrow', 'rust', block(variable('x', a), f('(Unary & (Name x))', x)), '? "a"'],
  [
    'an assignment that may not happen',
    'javascript',
    block(variable('x', a, 'let'), `(ExprStmt (Binary && ${c} (Assign = ${x} ${b})))`, f(x)),
    '"…"',
  ],
  [
    'a final field',
    'java',
    klass(
      variable('x', a, 'private', 'static', 'final'),
      def('m', block(f(x, own('x', 'this'), own('x', 'C')))),
    ),
    '"a" "a" "a"',
  ],
  [
    'a public field',
    'java',
    klass(variable('x', a, 'public'), def('m', block(f(x, own('x', 'this'))))),
    '? ?',
  ],
  [
    'a private field set in the constructor',
    'java',
    klass(
      variable('x', '_', 'private'),
      def('C', block(set(a, own('x', 'this')))),
      def('m', block(f(own('x', 'this')))),
    ),
    '"a"',
  ],
  [
    'an attribute of a class',
    'python',
    klass(set(a), def('m', block(f(own('x'), own('x', 'C'))), param('self'))),
    '? ?',
  ],
  [
    'an attribute set once',
    'python',
    klass(
      def('__init__', block(set(a, own('x'))), param('self')),
      def('m', block(f(own('x'))), param('self')),
    ),
    '?',
  ],
  [
    'an attribute set twice',
    'python',
    klass(
      def('__init__', block(set(a, own('x')), set(b, own('x'))), param('self')),
      def('m', block(f(own('x'))), param('self')),
    ),
    '?',
  ],
  [
    'a member of an enum',
    'java',
    block(
      '(ClassDef enum (Name E) (Bases) (Bases) (ClassBody (VarDef (Name A) _ (Str "a") (Mods))) (Mods) _)',
      f(own('A', 'E')),
    ),
    '"a"',
  ],
  [
    'String.format of constants',
    'java',
    block(
      f(
        '(Call (Attr (Name String) (Name format)) (Args (Str "%s") (Str "a")))',
        `(Call (Attr (Name String) (Name format)) (Args (Str "%s") ${c}))`,
      ),
    ),
    '"…" ?',
  ],
  [
    'a goto',
    'c',
    def('g', block(variable('x', a), `(Label (Name again) ${f(x)})`, set(c), '(Goto (Name again))')),
    '?',
  ],
];

describe('constants', () => {
  it.each(stories)('%s', (_, language, source, expected) => {
    expect(held(source, language)).toBe(expected);
  });

  it('folds a long concatenation once', () => {
    const parts = Array.from({ length: 10_000 }, () => a).join(' ');
    expect(held(block(f(`(Concat "" ${parts})`)), 'python')).toBe(`"${'a'.repeat(10_000)}"`);
  });

  it('folds a deep concatenation, and forgets the text of one that grows too long', () => {
    const leaf = (): Node => new Node('Str', 'ab', [], 0, 0);
    let sum = leaf();
    for (let depth = 0; depth < 1_200; depth++) sum = new Node('Binary', '+', [sum, leaf()], 0, 0);
    const wrap = (value: Node): Node =>
      new Node('Call', '', [new Node('Name', 'f', [], 0, 0), new Node('Args', '', [value], 0, 0)], 0, 0);
    expect(held(wrap(sum), 'java')).toBe(`"${'ab'.repeat(1_201)}"`);
    const doubling = Array.from({ length: 60 }, () => `(ExprStmt (AugAssign + ${x} ${x}))`);
    expect(held(block(set(a), ...doubling, f(x)), 'python')).toBe('"…"');
  });

  it('survives nesting of statements that no one would write', () => {
    let nest = new Node('Block', '', [], 0, 0);
    for (let depth = 0; depth < 1_200; depth++)
      nest = new Node(
        'Block',
        '',
        [new Node('If', '', [new Node('Name', 'c', [], 0, 0), nest, nest], 0, 0)].map(
          ({ kids: [condition, then] }) => new Node('If', '', [condition!, then!], 0, 0),
        ),
        0,
        0,
      );
    expect(held(nest, 'java')).toBe('');
  });
});

describe('symbolic values', () => {
  it.each<[string, Language, string, string]>([
    ['what it was assigned', 'python', block(set('(Call (Name g) (Args))'), f(x)), 'Call'],
    [
      'not when it was assigned in one branch',
      'python',
      block(set(c), `(If ${c} ${block(set('(Call (Name g) (Args))'))} _)`, f(x)),
      '',
    ],
    ['not a constant', 'python', block(set(a), f(x)), ''],
    [
      'a global in a function',
      'javascript',
      block(variable('x', '(Call (Name g) (Args))', 'const'), def('h', block(f(x)))),
      'Call',
    ],
    ['not itself', 'javascript', block(variable('x', '(Call (Name f) (Args (Name x)))', 'const')), ''],
  ])('%s', (_, language, source, expected) => {
    const known = facts(source, language);
    const argument = known.nodes.find(
      node => node.parent?.kind === 'Args' && node.parent.parent?.kids[0]?.text === 'f',
    )!;
    expect(known.symbolic(argument)?.kind ?? '').toBe(expected);
  });
});
