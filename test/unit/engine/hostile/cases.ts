/** Rules that are written to hang, blow up or exhaust, with texts that make them do it. */
import type { LanguageId } from '../../../../server/engine/languages/language.ts';

/** Is a hostile rule with its text. */
export interface HostileCase {
  readonly name: string;
  readonly language: LanguageId;
  /** The rule without id, message, severity and languages. */
  readonly rule: Readonly<Record<string, unknown>>;
  readonly source: string;
}

/** Joins what is made of each number. */
export const list = (count: number, each: (index: number) => string, between = ', '): string =>
  Array.from({ length: count }, (_, index) => each(index)).join(between);

const calls = (count: number): string => list(count, index => `f(a${index}, g(${index}))`, '\n');
const exponential = [
  '(a+)+$',
  '(a|a)*b',
  '(a|aa)+$',
  '(.*)*x',
  '(a*)*(a*)*(a*)*b',
  '(?i)((a|b|ab)+)+c$',
  '(?=(a+)+b)',
  '(?<!(a+)+)b',
  '(\\w+\\s?)*:$',
  '^(a?){60}a{60}$',
  '(a{1,100}){1,100}b',
];
const long = 'a'.repeat(60_000);
/** Makes a case in JavaScript. */
export const js = (rule: HostileCase['rule'], source: string): Omit<HostileCase, 'name'> => ({
  language: 'javascript',
  rule,
  source,
});
const python = (rule: HostileCase['rule'], source: string): Omit<HostileCase, 'name'> => ({
  language: 'python',
  rule,
  source,
});

/** Wraps a value some times. */
function nested<T>(depth: number, core: T, wrap: (inner: T) => T): T {
  let value = core;
  for (let level = 0; level < depth; level += 1) value = wrap(value);
  return value;
}

const condition = (depth: number): unknown =>
  nested<Record<string, unknown>>(depth, { pattern: '$X' }, inner => ({
    patterns: [{ pattern: '$X' }, { 'metavariable-pattern': { metavariable: '$X', ...inner } }],
  }))['patterns'];

/** Are rules with regexes that backtrack without end. */
export const regexes: readonly HostileCase[] = exponential.flatMap(regex => [
  { name: `pattern-regex ${regex}`, language: 'regex', rule: { 'pattern-regex': regex }, source: `${long}!` },
  {
    name: `pattern-not-regex ${regex}`,
    language: 'regex',
    rule: { patterns: [{ 'pattern-regex': 'a' }, { 'pattern-not-regex': regex }] },
    source: `${'a'.repeat(5_000)}!`,
  },
  {
    name: `metavariable-regex ${regex}`,
    ...python(
      { patterns: [{ pattern: 'f($X)' }, { 'metavariable-regex': { metavariable: '$X', regex } }] },
      list(300, index => `f("${'a'.repeat(1_000)}!${index}")`, '\n'),
    ),
  },
  {
    name: `a string pattern =~/${regex}/`,
    ...python(
      { pattern: `f("=~/${regex}/")` },
      list(300, index => `f("${'a'.repeat(1_000)}!${index}")`, '\n'),
    ),
  },
  {
    name: `fix-regex ${regex}`,
    ...python(
      { pattern: 'f($X)', 'fix-regex': { regex, replacement: 'x' } },
      list(100, index => `f("${'a'.repeat(3_000)}!${index}")`, '\n'),
    ),
  },
]);

/** Are rules whose search tree explodes. */
export const searches: readonly HostileCase[] = [
  {
    name: 'hundreds of ellipses in a call',
    ...python(
      { pattern: `f(${list(300, index => `..., $A${index}`)}, ..., zz)` },
      `f(${list(400, index => `a${index}`)})`,
    ),
  },
  {
    name: 'the same metavariable hundreds of times',
    ...python({ pattern: `f(${list(200, () => '..., $A')})` }, `f(${list(400, index => `a${index % 7}`)})`),
  },
  {
    name: 'hundreds of ellipses between statements',
    ...python({ pattern: list(100, index => `$F${index}(...)\n...`, '\n') }, calls(300)),
  },
  {
    name: 'hundreds of deep expressions',
    ...python({ pattern: list(40, index => `<... $F${index}(...) ...>\n...`, '\n') }, calls(200)),
  },
  {
    name: 'deep expressions in deep expressions',
    ...python(
      { pattern: nested(12, '$X', inner => `f(<... ${inner} ...>)`) },
      nested(100, 'x', inner => `f(g(${inner}))`),
    ),
  },
  {
    name: 'everything that is not everything',
    ...python({ patterns: [{ pattern: '$X' }, { 'pattern-not': '$X' }] }, calls(5_000)),
  },
  {
    name: 'everything inside everything',
    ...python(
      { patterns: [{ pattern: '$X' }, { 'pattern-inside': '$Y' }, { 'pattern-inside': '$Z' }] },
      calls(2_000),
    ),
  },
  {
    name: 'everything not inside everything',
    ...python(
      {
        patterns: [
          { pattern: '$X' },
          { 'pattern-not-inside': 'def $F(...): ...' },
          { 'pattern-not-inside': '$F($X)' },
        ],
      },
      calls(5_000),
    ),
  },
  { name: 'two anythings', ...python({ pattern: '$X\n...\n$Y\n...\n$Z' }, calls(2_000)) },
  {
    name: 'a commutative blow-up',
    ...js(
      {
        pattern: list(26, index => `$${String.fromCharCode(65 + index)}`, ' && '),
        options: { commutative_boolop: true },
      },
      `x = ${list(60, index => `a${index}`, ' && ')}`,
    ),
  },
  {
    name: 'an associative blow-up of bits',
    ...js(
      { pattern: `${list(26, index => `$${String.fromCharCode(65 + index)}`, ' & ')} & zz` },
      `x = ${list(60, index => `a${index}`, ' & ')}`,
    ),
  },
  {
    name: 'a blow-up of ellipses among operands',
    ...js(
      { pattern: list(20, index => `... + $A${index}`, ' + ') },
      `x = ${list(60, index => `a${index}`, ' + ')}`,
    ),
  },
  {
    name: 'fields in any order',
    ...js(
      { pattern: `{${list(20, index => `$K${index}: $V${index}`)}, zz: 1}` },
      `x = {${list(500, index => `k${index}: ${index}`)}}`,
    ),
  },
  {
    name: 'fields of one value in any order',
    ...js(
      { pattern: `{${list(20, index => `$K${index}: $V`)}}` },
      `x = {${list(500, index => `k${index}: ${index}`)}}`,
    ),
  },
  {
    name: 'JSON fields in any order',
    language: 'json',
    rule: { pattern: `{${list(12, index => `"$K${index}": $V${index}`)}, "zz": 1}` },
    source: `{${list(500, index => `"k${index}": ${index}`)}}`,
  },
  {
    name: 'a chain of a thousand calls',
    ...js(
      { pattern: '$X. ... .$A(). ... .$B(). ... .$C(). ... .zz()' },
      `x${list(200, index => `.m${index}()`, '')}`,
    ),
  },
  {
    name: 'statements in nested blocks',
    ...js(
      { pattern: '$A();\n...\n$B();\n...\n$C();\n...\nzz();' },
      nested(60, 'f();', inner => `f(); if (x) { ${inner} } f();`),
    ),
  },
  {
    name: 'keyword arguments in any order',
    ...python(
      { pattern: `f(${list(16, index => `$K${index}=$V${index}`)}, zz=1)` },
      `f(${list(60, index => `k${index}=${index}`)})`,
    ),
  },
  {
    name: 'decorators in any order',
    ...python(
      { pattern: `${list(12, index => `@$D${index}`, '\n')}\n@zz\ndef $F(...): ...` },
      `${list(60, index => `@d${index}`, '\n')}\ndef f(): pass`,
    ),
  },
  {
    name: 'long constants that are folded over and over',
    ...python(
      { pattern: 'f("=~/b/")' },
      `x0 = "${'a'.repeat(1_000)}"\n${list(60, index => `x${index + 1} = x${index} + x${index}`, '\n')}\nf(x60)`,
    ),
  },
  {
    name: 'aliases of aliases',
    ...python(
      { pattern: 'f(g(h(1)))', options: { symbolic_propagation: true } },
      `a0 = h(1)\n${list(400, index => `a${index + 1} = g(a${index}, a${index})`, '\n')}\nf(a400)`,
    ),
  },
];

/** Are rules with formulas of unusual size. */
export const formulas: readonly HostileCase[] = [
  { name: 'conditions nested 50 deep', ...python({ patterns: condition(50) }, calls(200)) },
  {
    name: 'conditions that change language',
    ...python(
      {
        patterns: [
          { pattern: 'f("$X")' },
          {
            'metavariable-pattern': {
              metavariable: '$X',
              language: 'javascript',
              patterns: [
                { pattern: 'g("$Y")' },
                { 'metavariable-pattern': { metavariable: '$Y', language: 'json', pattern: '{...}' } },
              ],
            },
          },
        ],
      },
      list(2_000, index => `f("g('{\\"a${index}\\": 1}')")`, '\n'),
    ),
  },
  {
    name: 'ten thousand alternatives',
    ...python(
      { 'pattern-either': Array.from({ length: 10_000 }, (_, index) => ({ pattern: `$X.m${index}($Y)` })) },
      list(200, index => `x.m${index}(y)`, '\n'),
    ),
  },
  {
    name: 'a thousand alternatives that match everything',
    ...python(
      { 'pattern-either': Array.from({ length: 1_000 }, (_, index) => ({ pattern: `$X${index}` })) },
      calls(3_000),
    ),
  },
  {
    name: 'a hundred conditions that match everything',
    ...python(
      { patterns: Array.from({ length: 100 }, (_, index) => ({ pattern: `$X${index}` })) },
      calls(1_000),
    ),
  },
  {
    name: 'conditions that pair everything',
    ...python(
      { patterns: [{ pattern: '$F(...)' }, { pattern: '$G(...)' }, { 'pattern-inside': '$A\n...\n$B' }] },
      calls(500),
    ),
  },
  {
    name: 'a comparison of huge powers',
    ...python(
      {
        patterns: [
          { pattern: 'f($X, ...)' },
          {
            'metavariable-comparison': {
              metavariable: '$X',
              comparison: '$X ** $X ** $X ** $X > 2 ** 100000 ** 100000',
            },
          },
        ],
      },
      list(200, index => `f(${index}999999, 1)`, '\n'),
    ),
  },
  {
    name: 'a comparison with a hostile regex',
    ...python(
      {
        patterns: [
          { pattern: 'f($X)' },
          { 'metavariable-comparison': { metavariable: '$X', comparison: 're.match("(a+)+$", str($X))' } },
        ],
      },
      list(300, index => `f("${'a'.repeat(1_000)}!${index}")`, '\n'),
    ),
  },
  {
    name: 'redos analysis of long texts',
    ...python(
      {
        patterns: [
          { pattern: 'f("$X")' },
          { 'metavariable-analysis': { metavariable: '$X', analyzer: 'redos' } },
        ],
      },
      list(300, index => `f("${'(a+)+'.repeat(300)}${index}")`, '\n'),
    ),
  },
];

const everything = (count: number): unknown =>
  Array.from({ length: count }, (_, index) => ({ pattern: `$X${index}` }));

/** Are taint rules that taint everything from everywhere. */
export const taints: readonly HostileCase[] = [
  {
    name: '500 sources and sinks that match everything',
    ...python(
      { mode: 'taint', 'pattern-sources': everything(500), 'pattern-sinks': everything(500) },
      calls(1_000),
    ),
  },
  {
    name: 'propagators that match everything',
    ...python(
      {
        mode: 'taint',
        'pattern-sources': [{ pattern: 'source()' }],
        'pattern-sinks': [{ pattern: 'sink(...)' }],
        'pattern-propagators': Array.from({ length: 100 }, (_, index) => ({
          pattern: `$A${index}($B)\n...\n$C`,
          from: '$B',
          to: '$C',
        })),
      },
      `x = source()\n${calls(500)}\nsink(x)`,
    ),
  },
  {
    name: 'a label for every source',
    ...python(
      {
        mode: 'taint',
        'pattern-sources': Array.from({ length: 100 }, (_, index) => ({ pattern: '$X', label: `L${index}` })),
        'pattern-sinks': [{ pattern: 'f(...)', requires: list(100, index => `L${index}`, ' and ') }],
      },
      calls(1_000),
    ),
  },
  {
    name: 'loops in loops',
    ...python(
      {
        mode: 'taint',
        'pattern-sources': [{ pattern: 'source()' }],
        'pattern-sinks': [{ pattern: 'sink(...)' }],
      },
      `${list(60, index => `${' '.repeat(index)}for i${index} in x${index}:\n${' '.repeat(index)} x${index + 1} = x${index}`, '\n')}\n${' '.repeat(60)}x0 = source(); sink(x60)`,
    ),
  },
  {
    name: 'hundreds of variables in a loop',
    ...python(
      {
        mode: 'taint',
        'pattern-sources': [{ pattern: 'source()' }],
        'pattern-sinks': [{ pattern: 'sink(...)' }],
      },
      `x0 = source()\nwhile a:\n${list(600, index => ` x${600 - index} = x${599 - index}`, '\n')}\n sink(x600)`,
    ),
  },
];
