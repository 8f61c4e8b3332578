import { describe, expect, test } from 'vitest';
import { loadRules } from '../../../../server/engine/load/load.ts';
import { defaultOptions } from '../../../../server/engine/load/options.ts';
import type { Formula, Rule } from '../../../../server/engine/rule.ts';

const head = `rules:
  - id: r
    message: m
    severity: ERROR
    languages: [python]
`;
/** Loads one rule whose body is given, indented by four. */
const load = (body: string) =>
  loadRules(
    head +
      body
        .trim()
        .split('\n')
        .map(line => `    ${line}`)
        .join('\n'),
    'r.yaml',
  );
const one = (body: string): Rule => {
  const { rules, skipped } = load(body);
  expect(skipped).toEqual([]);
  return rules[0]!;
};

/** Writes a formula as one line: `all(a not(b) | regex $X [$X])`. */
function show(formula: Formula): string {
  switch (formula.kind) {
    case 'pattern':
      return formula.leaf.text.trim();
    case 'regex':
      return `/${formula.leaf.text}/`;
    case 'not':
    case 'inside':
      return `${formula.kind}(${show(formula.part)})`;
    default: {
      const conditions = formula.conditions.map(
        each =>
          `${each.kind} ${each.metavariable ?? ''}${each.kind === 'pattern' ? ` ${each.language ?? 'same'} ${show(each.formula)}` : ''}`,
      );
      const focus = formula.focus.map(names => `[${names.join(' ')}]`);
      const extra = [...conditions, ...focus];
      return `${formula.kind}(${formula.parts.map(show).join(', ')}${extra.length > 0 ? ` | ${extra.join(', ')}` : ''})`;
    }
  }
}
const shown = (body: string): string => {
  const rule = one(body);
  return rule.body.mode === 'search' ? show(rule.body.formula) : 'taint';
};

describe('formulas', () => {
  test.each<[string, string]>([
    ['pattern: f($X)', 'f($X)'],
    ['pattern: 42', '42'],
    ["pattern-regex: 'a+'", '/a+/'],
    [
      'pattern-either:\n  - pattern: a\n  - patterns:\n      - pattern: b\n      - pattern-not: c',
      'any(a, all(b, not(c)))',
    ],
    [
      'patterns:\n  - pattern-inside: |\n      def f(): ...\n  - pattern-not-inside: g()\n  - pattern-not-regex: x\n  - pattern: y',
      'all(inside(def f(): ...), not(inside(g())), not(/x/), y)',
    ],
    [
      'patterns:\n  - pattern: a\n  - pattern-not:\n      patterns:\n        - pattern: b\n        - pattern-inside: c',
      'all(a, not(all(b, inside(c))))',
    ],
    [
      'patterns:\n  - pattern-inside:\n      pattern-either:\n        - pattern: a\n        - pattern: b\n  - pattern: c',
      'all(inside(any(a, b)), c)',
    ],
    [
      'patterns:\n  - pattern: f($X, $Y)\n  - focus-metavariable: $X\n  - focus-metavariable: [$X, $Y]',
      'all(f($X, $Y) | [$X], [$X $Y])',
    ],
    [
      'patterns:\n  - pattern: f($X)\n  - metavariable-regex:\n      metavariable: $X\n      regex: a',
      'all(f($X) | regex $X)',
    ],
    [
      'patterns:\n  - pattern: f($X)\n  - metavariable-pattern:\n      metavariable: $X\n      language: js\n      patterns:\n        - pattern-not: a',
      'all(f($X) | pattern $X javascript all(not(a)))',
    ],
    [
      'patterns:\n  - pattern: f($X)\n  - metavariable-pattern:\n      metavariable: $X\n      pattern-regex: a',
      'all(f($X) | pattern $X same /a/)',
    ],
    [
      'patterns:\n  - pattern: f($X)\n  - metavariable-comparison:\n      comparison: int($X) > 2',
      'all(f($X) | comparison )',
    ],
    [
      'patterns:\n  - pattern: f($X)\n  - metavariable-analysis:\n      metavariable: $X\n      analyzer: entropy',
      'all(f($X) | analysis $X)',
    ],
    [
      'patterns:\n  - pattern: f($X)\n  - metavariable-type:\n      metavariable: $X\n      types: [int, str]',
      'all(f($X) | type $X)',
    ],
    ['match: f($X)', 'f($X)'],
    ['match:\n  any:\n    - a\n    - pattern: b\n    - regex: c', 'any(a, b, /c/)'],
    [
      'match:\n  all:\n    - a\n    - not: b\n    - inside:\n        any: [c, d]\n    - not:\n        inside: e',
      'all(a, not(b), inside(any(c, d)), not(inside(e)))',
    ],
    [
      'match:\n  all: [f($X)]\n  where:\n    - metavariable: $X\n      regex: a\n    - metavariable: $X\n      pattern: b\n    - comparison: $X > 1\n    - focus: $X\n    - metavariable: $X\n      analyzer: redos\n    - metavariable: $X\n      type: T',
      'all(f($X) | regex $X, pattern $X same b, comparison , analysis $X, type $X, [$X])',
    ],
    ['match:\n  pattern: f($X)\n  where:\n    - focus: [$X]', 'all(f($X) | [$X])'],
  ])('%j', (body, formula) => {
    expect(shown(body)).toBe(formula);
  });

  test('a pattern knows its line, also behind a bar', () => {
    const { rules } = load('patterns:\n  - pattern: |\n      f()\n      g()\n  - pattern-inside: h()');
    const { body } = rules[0]!;
    expect(body.mode === 'search' && body.formula).toMatchObject({
      parts: [{ leaf: { text: 'f()\ng()\n', line: 8 } }, { part: { leaf: { line: 10 } } }],
    });
  });
});

describe('rules that cannot run are skipped, and say why at their place', () => {
  test.each<[string, 'invalid' | 'unsupported', RegExp, number]>([
    ['pattern: f()\npattern-not: g()', 'invalid', /"pattern-not" cannot stand/, 7],
    ['pattern: f()\npatterns: [{pattern: g()}]', 'invalid', /side by side/, 7],
    ['patterns:\n  - pattern: f()\n  - pattern-nut: g()', 'invalid', /no operator "pattern-nut"/, 8],
    ['patterns:\n  - pattern: f()\n  - metavariable-regexp: {}', 'invalid', /Write metavariable-regex/, 8],
    ['patterns:\n  - pattern-not: f()', 'invalid', /only negative terms/, 6],
    ['patterns: []', 'invalid', /"patterns" is empty/, 6],
    ['patterns:\n  - f()', 'invalid', /Write `pattern: ...`/, 7],
    ['patterns:\n  - pattern: f()\n    pattern-not: g()', 'invalid', /its own hyphen/, 8],
    ['pattern-either:\n  - pattern: a\n  - pattern-not: b', 'invalid', /finds nothing by itself/, 8],
    [
      'pattern-either:\n  - pattern: a\n  - metavariable-regex: {metavariable: $X, regex: a}',
      'invalid',
      /directly under `patterns:`/,
      8,
    ],
    [
      'patterns:\n  - pattern: f($X)\n  - metavariable-regex: {metavariable: X, regex: a}',
      'invalid',
      /"X" is no metavariable/,
      8,
    ],
    [
      'patterns:\n  - pattern: f($X)\n  - metavariable-regex: {metavariable: $X, regexp: a}',
      'invalid',
      /has no key "regexp"/,
      8,
    ],
    [
      'patterns:\n  - pattern: f($X)\n  - metavariable-comparison: {comparison: "open($X)"}',
      'invalid',
      /"open" is not known/,
      8,
    ],
    [
      'patterns:\n  - pattern: f($X)\n  - metavariable-comparison: {comparison: "$X > 1", strip: true}',
      'invalid',
      /`strip` needs/,
      8,
    ],
    [
      'patterns:\n  - pattern: f($X)\n  - metavariable-analysis: {metavariable: $X, analyzer: magic}',
      'invalid',
      /no analyzer "magic"/,
      8,
    ],
    [
      'patterns:\n  - pattern: f($X)\n  - metavariable-pattern: {metavariable: $X, language: html, pattern: a}',
      'unsupported',
      /"html" is not supported/,
      8,
    ],
    [
      'patterns:\n  - pattern: f($X)\n  - metavariable-name: {metavariable: $X, module: m}',
      'unsupported',
      /"metavariable-name" is not supported/,
      8,
    ],
    ['pattern: f()\npattern: g()', 'invalid', /stands twice/, 7],
    ['pattern:', 'invalid', /must be a text/, 6],
    ['pattern: {}', 'invalid', /must be a text/, 6],
    ['message: n\npattern: a', 'invalid', /"message" stands twice/, 6],
    ['mode: join\njoin: {}', 'unsupported', /mode "join"/, 6],
    ['mode: extract\nextract: $X', 'unsupported', /mode "extract"/, 6],
    ['mode: dance', 'invalid', /no mode "dance"/, 6],
    ['steps: []', 'unsupported', /"steps"/, 6],
    ['pattern: a\nmin-version: 1.200.0', 'unsupported', /at least 1.200.0/, 7],
    ['pattern: a\nmax-version: 1.2.0', 'unsupported', /at most 1.2.0/, 7],
    ['pattern: a\nmin-version: soon', 'invalid', /no version/, 7],
    [
      'pattern: a\noptions: {constnat_propagation: true}',
      'invalid',
      /option "constnat_propagation" is unknown/,
      7,
    ],
    ['pattern: a\noptions: {ac_matching: maybe}', 'invalid', /true or false/, 7],
    ['pattern: a\noptions: {generic_engine: nongrep}', 'invalid', /spacegrep or aliengrep/, 7],
    ['pattern: a\npaths: {only: [x]}', 'invalid', /has no key "only"/, 7],
    ['pattern: a\nfix-regex: {regex: a}', 'invalid', /"replacement" is missing/, 7],
    ['match:\n  anywhere: a', 'unsupported', /"anywhere"/, 7],
    ['match:\n  all:\n    - not: a', 'invalid', /only negative terms/, 7],
    ['match:\n  pattern-inside: a', 'invalid', /no operator "pattern-inside"/, 7],
    ['match: a\npattern: b', 'invalid', /side by side/, 7],
    ['mode: taint\npattern-sources: [{pattern: a}]', 'invalid', /"pattern-sinks" is missing/, 2],
    [
      'mode: taint\npattern-sources: [{pattern: a, labl: A}]\npattern-sinks: [{pattern: b}]',
      'invalid',
      /"labl" is not expected/,
      7,
    ],
    [
      'mode: taint\npattern-sources: [{pattern: a, requires: A and}]\npattern-sinks: [{pattern: b}]',
      'invalid',
      /no expression over labels/,
      7,
    ],
  ])('%j', (body, kind, reason, line) => {
    const { rules, skipped } = load(body);
    expect(rules).toEqual([]);
    expect(skipped).toMatchObject([{ id: 'r', kind, source: { path: 'r.yaml', line } }]);
    expect(skipped[0]!.reason).toMatch(reason);
  });

  test.each(['id', 'message', 'severity', 'languages'])('without %s', key => {
    const text = `${head}    pattern: f()\n`.replace(
      new RegExp(`${key}: .*`),
      key === 'id' ? 'category: x' : `x-${key}: y`,
    );
    const { rules, skipped, problems } = loadRules(text, 'r.yaml');
    expect(rules).toEqual([]);
    expect(skipped).toHaveLength(1);
    expect(problems.some(problem => problem.message.includes(key))).toBe(true);
  });

  test('the rest of the file goes on', () => {
    const rule = (id: string, pattern: string) =>
      `  - {id: ${id}, message: m, severity: LOW, languages: [go], ${pattern}}\n`;
    const text = `rules:\n${rule('a', 'pattern: x')}${rule('b', 'patern: x')}  - just a text\n${rule('a', 'pattern: y')}${rule('c', 'pattern: z')}`;
    const { rules, skipped, problems } = loadRules(text, 'r.yaml');
    expect(rules.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(skipped.map(({ id }) => id)).toEqual(['b', '', 'a']);
    expect(problems.map(({ line }) => line)).toEqual(expect.arrayContaining([3, 4, 5]));
    for (const problem of problems)
      expect(problem).toMatchObject({ source: 'r.yaml', remedy: expect.stringMatching(/./) });
  });
});

describe('what a rule says about itself', () => {
  test('everything is kept', () => {
    const rule = one(
      'pattern: f()\nfix: " g() "\nfix-regex: {regex: f, replacement: "", count: 2}\npaths: {include: ["*.py"], exclude: [tests/]}\nmetadata:\n  cwe: ["CWE-79: x"]\n  nested: {a: [1, true, null]}\nmin-version: 1.10.0\noptions: {symbolic_propagation: true, interfile: true, taint_focus_on: source, generic_braces: [["<", ">"]], max_match_per_file: 3}',
    );
    expect(rule).toMatchObject({
      id: 'r',
      message: 'm',
      severity: 'ERROR',
      languages: ['python'],
      fix: 'g()',
      fixRegex: { regex: 'f', replacement: '', count: 2 },
      paths: { include: ['*.py'], exclude: ['tests/'] },
      metadata: { cwe: ['CWE-79: x'], nested: { a: [1, true, null] } },
      source: { path: 'r.yaml', line: 2 },
    });
    expect(rule.options).toEqual({
      ...defaultOptions,
      symbolic_propagation: true,
      taint_match_on: 'source',
      generic_braces: [['<', '>']],
      max_match_per_file: 3,
    });
  });

  test('a rule that sets nothing has the documented defaults', () => {
    const rule = one('pattern: f()');
    expect(rule.options).toBe(defaultOptions);
    expect(rule).toMatchObject({
      fix: undefined,
      fixRegex: undefined,
      paths: { include: [], exclude: [] },
      metadata: {},
    });
  });

  test.each<[string, readonly string[]]>([
    ['[py, python3]', ['python']],
    ['[js, typescript]', ['javascript', 'typescript', 'tsx']],
    [
      '[C#, c++, kt, rs, golang, tf, docker, sh]',
      ['csharp', 'cpp', 'kotlin', 'rust', 'go', 'terraform', 'dockerfile', 'bash'],
    ],
    ['[none]', ['regex']],
    ['[generic]', ['generic']],
    ['[scala, java]', ['java']],
  ])('languages %s', (languages, ids) => {
    const { rules } = loadRules(head.replace('[python]', languages) + '    pattern: f()', 'r.yaml');
    expect(rules[0]?.languages).toEqual(ids);
  });

  test.each<[string, RegExp]>([
    ['[scala, swift]', /does not read scala, swift/],
    ['[pyhton]', /"pyhton" is no language/],
    ['[regex, python]', /stand for themselves/],
    ['[]', /"languages" is empty/],
  ])('languages %s', (languages, reason) => {
    const { skipped } = loadRules(head.replace('[python]', languages) + '    pattern: f()', 'r.yaml');
    expect(skipped[0]?.reason).toMatch(reason);
  });

  test('empty lists and texts that constrain nothing are no problem', () => {
    const { rules } = loadRules(
      `${head.replace('message: m', "message: ''")}    mode: taint\n    pattern-sources: [{pattern: a}]\n    pattern-sinks: [\n      {pattern: b}\n    ]\n    pattern-sanitizers: []\n    paths: {include: []}\n`,
      'r.yaml',
    );
    expect(rules).toMatchObject([{ message: '', body: { sanitizers: [] }, paths: { include: [] } }]);
  });

  test('an unknown key that constrains nothing is named, and the rule runs', () => {
    const { rules, problems } = load('pattern: f()\nauthor: me');
    expect(rules).toHaveLength(1);
    expect(problems).toMatchObject([{ message: 'The key "author" is unknown.', line: 7 }]);
  });
});
