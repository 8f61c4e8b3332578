/** Code and rules as people, machines and attackers leave them: what is bad is named, the rest goes on. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { sarifErrors } from '../support/sarif.ts';
import { makeStage } from './stage.ts';

const stage = makeStage();
const good = `rules:
  - id: good
    languages: [python]
    message: Calls danger.
    severity: HIGH
    pattern: danger(...)
`;

beforeEach(() => {
  rmSync(stage.workspace, { recursive: true, force: true, maxRetries: 5 });
  mkdirSync(stage.workspace);
  stage.write('rules.yaml', good);
});

interface Report {
  readonly findings: readonly {
    readonly ruleId: string;
    readonly path: string;
    readonly start: { readonly line: number };
  }[];
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  readonly errors: readonly { readonly path: string; readonly message: string }[];
}

const scan = async (...args: readonly string[]): Promise<Report & { readonly code: number | null }> => {
  const { code, stdout } = await stage.run(['scan', '--format', 'json', ...args]);
  const report: Report = JSON.parse(stdout);
  return { ...report, code };
};
const places = ({ findings }: Report): readonly string[] =>
  findings.map(({ ruleId, path: file, start }) => `${ruleId} ${file}:${start.line}`);
const messages = ({ errors }: Report): string => errors.map(({ message }) => message).join('\n');

/** Are rules that can't run, and what is said of them. */
const badRules: readonly (readonly [id: string, body: string, message: RegExp])[] = [
  [
    'operator',
    'languages: [python]\n    patern: danger(...)',
    /rules\.yaml:7:5: There is no pattern[^]*rules\.yaml:11:5: The key "patern" is unknown/,
  ],
  [
    'condition',
    'languages: [python]\n    patterns:\n      - pattern: f(...)\n      - metavariable-nonsense: x',
    /rules\.yaml:\d+:\d+: .*metavariable-nonsense/,
  ],
  [
    'syntax',
    'languages: [python, go]\n    pattern: |\n      f(1\n      if (',
    /The rule syntax was skipped: cannot run on python: line \d+: The pattern is no valid python code/,
  ],
  ['syntax', '', /The rule syntax was skipped: cannot run on go: line \d+: The pattern is no valid go code/],
  ['language', 'languages: [klingon]\n    pattern: danger(...)', /rules\.yaml:\d+:\d+: .*klingon/],
  [
    'recursion',
    "languages: [regex]\n    pattern-regex: '(a(?R)?b)'",
    /The rule recursion was skipped: cannot run on regex: line \d+: The regex can't be used: .*\(\?R\)/,
  ],
  [
    'cut-off',
    "languages: [regex]\n    pattern-regex: '(a'",
    /The rule cut-off was skipped: cannot run on regex: line \d+: The regex can't be used/,
  ],
];

describe('of a rule file', () => {
  test('each rule that cannot run is named with its place, and the rule beside them runs', async () => {
    const bad = badRules
      .filter(([, body]) => body !== '')
      .map(([id, body]) => `  - id: ${id}\n    message: m\n    severity: LOW\n    ${body}\n`);
    stage.write('rules.yaml', good + bad.join(''));
    stage.write('a.py', 'x = 1\ndanger(x)\n');
    const report = await scan('--config', 'rules.yaml', 'a.py');
    expect(report.code).toBe(1);
    expect(places(report)).toEqual(['good a.py:2']);
    for (const [, , message] of badRules) expect(messages(report)).toMatch(message);
  });

  test('invalid YAML is named with its place, and the file beside it counts', async () => {
    stage.write('all/broken.yaml', 'rules:\n  - id: a\n   b: [\n');
    stage.write('all/binary.yaml', Buffer.from([0x7b, 0, 1, 2]));
    stage.write('all/good.yaml', good);
    stage.write('a.py', 'danger(1)\n');
    const report = await scan('--config', 'all', 'a.py');
    expect(places(report)).toEqual(['good a.py:1']);
    expect(messages(report)).toMatch(/^all\/broken\.yaml:\d:\d: The file is not valid YAML: /m);
    expect(messages(report)).toMatch(/^all\/binary\.yaml: The file is binary\./m);
  });

  test('a link is followed where it is named; a folder without rules is a usage error', async () => {
    symlinkSync('rules.yaml', path.join(stage.workspace, 'link.yaml'));
    stage.write('a.py', 'danger(1)\n');
    expect(places(await scan('--config', 'link.yaml', 'a.py'))).toEqual(['good a.py:1']);
    stage.write('empty/a.txt', '');
    const ended = await stage.run(['scan', '--config', 'empty', 'a.py']);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('--config: empty: It holds no rule file.');
  });

  test('a scan in which no rule can run is bad input, not a clean one', async () => {
    stage.write('a.py', 'danger(1)\n');
    stage.write('only.yaml', 'rules:\n  - id: a\n   b: [\n');
    const ended = await stage.run(['scan', '--config', 'only.yaml', 'a.py']);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(/--config: only\.yaml:\d:\d: The file is not valid YAML/);
  });
});

describe('of code', () => {
  const latin = '# -*- coding: latin-1 -*-\nname = "Café"\ndanger(name)\n';

  test('every encoding is scanned; what holds NUL bytes is named', async () => {
    stage.write('code/latin.py', Buffer.from(latin, 'latin1'));
    stage.write('code/utf16.py', Buffer.from(`\uFEFF${latin}`, 'utf16le'));
    stage.write('code/utf16be.py', Buffer.from(`\uFEFF${latin}`, 'utf16le').swap16());
    stage.write('code/nul.py', 'danger(1)\0\n');
    const report = await scan('--config', 'rules.yaml', 'code');
    expect(places(report)).toEqual([
      'good code/latin.py:3',
      'good code/utf16.py:3',
      'good code/utf16be.py:3',
    ]);
    expect(report.skipped).toEqual([{ path: 'code/nul.py', reason: 'is binary' }]);
    expect(report.errors).toEqual([]);
  });

  test('links that lead in circles end', async () => {
    stage.write('code/sub/a.py', 'danger(1)\n');
    symlinkSync('..', path.join(stage.workspace, 'code/sub/up'));
    symlinkSync('.', path.join(stage.workspace, 'code/here'));
    symlinkSync('self.py', path.join(stage.workspace, 'code/self.py'));
    const report = await scan('--config', 'rules.yaml', 'code');
    expect(places(report)).toEqual(['good code/sub/a.py:1']);
    expect(report.skipped).toContainEqual({ path: 'code/self.py', reason: 'is a symbolic link' });
  });

  test.skipIf(process.platform === 'win32')('a pipe is never opened', async () => {
    stage.write('code/a.py', 'danger(1)\n');
    execFileSync('mkfifo', [path.join(stage.workspace, 'code/pipe.py')]);
    expect(places(await scan('--config', 'rules.yaml', 'code'))).toEqual(['good code/a.py:1']);
    expect((await scan('--config', 'rules.yaml', 'code/pipe.py')).skipped).toEqual([
      { path: 'code/pipe.py', reason: 'is neither file nor folder' },
    ]);
  });

  // Whoever may read everything finds nothing unreadable.
  test.skipIf(process.getuid?.() === 0)('a file that may not be read is named', async () => {
    stage.write('code/a.py', 'danger(1)\n');
    chmodSync(stage.write('code/b.py', 'danger(1)\n'), 0o000);
    const report = await scan('--config', 'rules.yaml', 'code');
    expect(places(report)).toEqual(['good code/a.py:1']);
    expect(report.skipped).toEqual([
      { path: 'code/b.py', reason: expect.stringMatching(/^cannot be read: EACCES/) },
    ]);
  });
});

describe('of two thousand files', () => {
  const writeMany = (): readonly string[] =>
    Array.from({ length: 2_000 }, (_, index) => {
      const name = `code/${index % 20}/${index}.py`;
      stage.write(name, `${'x = 1\n'.repeat(index % 5)}${index % 3 === 0 ? 'danger(x)' : 'safe(x)'}\n`);
      return name;
    });

  test('findings are exact', async () => {
    const names = writeMany();
    const report = await scan('--config', 'rules.yaml', 'code');
    const expected = names.flatMap((name, index) =>
      index % 3 === 0 ? [`good ${name}:${(index % 5) + 1}`] : [],
    );
    expect(report).toMatchObject({ code: 1, skipped: [], errors: [], stats: { files: 2_000 } });
    expect(places(report).toSorted()).toEqual(expected.toSorted());
  });

  test('those that vanish meanwhile are named, the others are scanned', async () => {
    const names = writeMany();
    const kept = new Set(names.filter((_, index) => index % 2 === 0));
    const running = scan('--config', 'rules.yaml', 'code');
    for (const [index, name] of names.toReversed().entries()) {
      if (!kept.has(name)) rmSync(path.join(stage.workspace, name));
      if (index % 20 === 0) await delay(15);
    }
    const report = await running;
    const found = new Set(places(report));
    const expected = names.flatMap((name, index) =>
      kept.has(name) && index % 3 === 0 ? [`good ${name}:${(index % 5) + 1}`] : [],
    );
    expect(expected.filter(place => !found.has(place))).toEqual([]);
    expect(report.errors).toEqual([]);
    for (const { path: file, reason } of report.skipped) {
      expect(kept.has(file)).toBe(false);
      expect(reason).toMatch(/^cannot be read: ENOENT/);
    }
  });
});

test('SARIF of findings, errors and what was skipped is valid by the schema', async () => {
  stage.write(
    'rules.yaml',
    `${good}  - id: bad\n    languages: [python]\n    message: m\n    severity: LOW\n`,
  );
  stage.write('a b.py', 'danger(1)\ndanger(2)  # ringfence-ignore: good -- it is a test\n');
  stage.write('nul.py', 'danger(1)\0');
  const { code, stdout } = await stage.run(['scan', '--format', 'sarif', '--config', 'rules.yaml']);
  expect(code).toBe(1);
  expect(sarifErrors(stdout)).toEqual([]);
  const sarif: { readonly runs: readonly { readonly results: readonly unknown[] }[] } = JSON.parse(stdout);
  expect(sarif.runs[0]?.results).toMatchObject([
    { ruleId: 'good', locations: [{ physicalLocation: { region: { startLine: 1 } } }] },
    { ruleId: 'good', suppressions: [{ kind: 'inSource' }] },
  ]);
});

describe('rules test', () => {
  const testRules = async (): Promise<{
    readonly code: number | null;
    readonly rules: readonly object[];
  }> => {
    const { code, stdout } = await stage.run(['rules', 'test', 'tests', '--format', 'json']);
    const report: { readonly rules: readonly object[] } = JSON.parse(stdout);
    return { code, rules: report.rules };
  };

  test('all passed: 0, and one object a rule and file', async () => {
    stage.write('tests/a.yaml', good);
    stage.write('tests/a.py', '# ruleid: good\ndanger(1)\n# ok: good\nsafe(1)\n');
    expect(await testRules()).toEqual({
      code: 0,
      rules: [
        {
          id: 'good',
          file: path.join('tests', 'a.py'),
          language: 'python',
          passed: true,
          expected: [2],
          reported: [2],
        },
      ],
    });
  });

  test('a line that is missed or should not be found: 1', async () => {
    stage.write('tests/a.yaml', good);
    stage.write('tests/a.py', '# ruleid: good\nsafe(1)\n# ok: good\ndanger(1)\n');
    expect(await testRules()).toMatchObject({
      code: 1,
      rules: [{ id: 'good', passed: false, expected: [2], reported: [4] }],
    });
  });

  test('a rule that cannot run: 1, with what is wrong; the others are tested', async () => {
    stage.write(
      'tests/a.yaml',
      `${good}  - id: bad\n    languages: [python]\n    message: m\n    severity: LOW\n    pattern: 'f(1'\n`,
    );
    stage.write('tests/a.py', '# ruleid: good\ndanger(1)\n');
    stage.write('tests/b.yaml', 'rules: [');
    const { code, rules } = await testRules();
    expect(code).toBe(1);
    expect(rules).toHaveLength(3);
    expect(rules).toContainEqual(expect.objectContaining({ id: 'good', passed: true }));
    expect(rules).toContainEqual(
      expect.objectContaining({
        id: 'bad',
        passed: false,
        error: expect.stringContaining('no valid python code'),
      }),
    );
    expect(rules).toContainEqual(
      expect.objectContaining({
        file: path.join('tests', 'b.yaml'),
        passed: false,
        error: expect.any(String),
      }),
    );
  });

  test.each([
    [['rules'], 'try "rules test DIR"'],
    [['rules', 'test'], 'Name a folder of rules.'],
    [['rules', 'test', 'nowhere'], 'nowhere cannot be read'],
    [['rules', 'test', 'tests'], 'There is no rule file below tests.'],
    [['rules', 'test', 'tests', '--format', 'xml'], '--format takes text, json'],
  ])('%j: 2', async (args, message) => {
    stage.write('tests/a.txt', '');
    const ended = await stage.run(args);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(message);
  });
});
