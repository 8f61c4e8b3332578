import { describe, expect, test } from 'vitest';
import { loadRules } from '../../../../server/engine/load/load.ts';

describe('files that are no rules end in a problem with its place', () => {
  test.each<[string, string, number | undefined]>([
    ['nothing', '', 1],
    ['a comment', '# nothing', 1],
    ['a text', 'hello', 1],
    ['another mapping', 'on: push', 1],
    ['an open bracket', 'rules:\n  - id: [a\n', 3],
    ['a wrong indent', 'rules:\n  - id: a\n   message: b\n', 3],
    ['a tab', 'rules:\n\t- id: a\n', 2],
    ['two documents', 'rules: []\n---\nrules: []\n', 2],
    ['an unknown alias', 'rules:\n  - *nobody\n', 2],
    ['an alias of itself', 'rules: &a [*a]\n', 1],
    [
      'billions of laughs',
      `a0: &a0 [x]\n${Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`).join('\n')}\nrules: []`,
      1,
    ],
    ['deep brackets', `rules: ${'['.repeat(5_000)}`, 1],
    ['deep hyphens', `rules:\n${'- '.repeat(50_000)}a`, 2],
    ['deep question marks', '? '.repeat(50_000), 1],
    ['deep indents', Array.from({ length: 2_000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), 301],
    ['many lines', '\n'.repeat(300_000), undefined],
    ['a huge file', 'a'.repeat(5_000_001), undefined],
    ['zero bytes', '\0\0\0', 1],
  ])('%s', (_, text, line) => {
    const { rules, problems } = loadRules(text, 'bad.yaml');
    expect(rules).toEqual([]);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]!.source).toBe('bad.yaml');
    expect(problems[0]!.remedy).not.toBe('');
    if (line !== undefined) expect(problems[0]!.line).toBeGreaterThanOrEqual(1);
    expect(problems.map(problem => problem.line)).toContain(line);
  });

  test('a formula nested a hundred deep loads or is skipped, and never throws', () => {
    const nest = (depth: number): string =>
      depth === 0 ? '{pattern: a}' : `{patterns: [${nest(depth - 1)}]}`;
    for (const depth of [20, 90, 500]) {
      const text = `rules:\n  - {id: a, message: m, severity: LOW, languages: [go], patterns: [${nest(depth)}]}`;
      const { rules, problems } = loadRules(text, 'deep.yaml');
      expect(rules.length + problems.length).toBe(1);
    }
  });

  test('large metadata is left out, and the rule runs', () => {
    const text = `rules:\n  - id: a\n    message: m\n    severity: LOW\n    languages: [go]\n    pattern: a\n    metadata: {long: ${'x'.repeat(70_000)}}`;
    const { rules, problems } = loadRules(text, 'r.yaml');
    expect(rules[0]?.metadata).toEqual({});
    expect(problems).toMatchObject([{ line: 7, message: expect.stringContaining('too large') }]);
  });

  test('a key named __proto__ is a key', () => {
    const text = `rules:\n  - id: a\n    message: m\n    severity: LOW\n    languages: [go]\n    pattern: a\n    metadata: {__proto__: {polluted: true}}`;
    const { rules } = loadRules(text, 'r.yaml');
    expect(Object.keys(rules[0]!.metadata)).toEqual(['__proto__']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('other spellings of a file', () => {
  const rule = {
    id: 'a',
    message: 'm "q" \u{1F600}',
    severity: 'LOW',
    languages: ['go'],
    pattern: 'f("x\\n")',
  };

  test.each([0, 2, '\t'])('JSON indented by %j', indent => {
    const { rules, problems } = loadRules(JSON.stringify({ rules: [rule] }, null, indent), 'r.json');
    expect(problems).toEqual([]);
    expect(rules[0]).toMatchObject({
      id: 'a',
      message: rule.message,
      body: { formula: { leaf: { text: rule.pattern } } },
    });
  });

  test('a byte order mark, carriage returns, a list without `rules:`', () => {
    const text =
      '\uFEFF- id: a\r\n  message: m\r\n  severity: LOW\r\n  languages: [go]\r\n  pattern: f()\r\n';
    const { rules, problems } = loadRules(text.replace('\uFEFF', ''), 'r.yaml');
    expect(problems).toEqual([]);
    expect(rules).toHaveLength(1);
    expect(
      loadRules(`\uFEFFrules:\r\n  ${text.slice(1).trim().replaceAll('\r\n', '\r\n  ')}`, 'r.yaml').rules,
    ).toHaveLength(1);
  });

  test('anchors and merge keys', () => {
    const text = `rules:
  - &base {id: a, message: &m hello, severity: LOW, languages: [go], pattern: f()}
  - {<<: *base, id: b}
  - {<<: *base, id: c, message: *m}`;
    expect(loadRules(text, 'r.yaml').rules.map(({ id, message }) => `${id} ${message}`)).toEqual([
      'a hello',
      'b hello',
      'c hello',
    ]);
  });
});
