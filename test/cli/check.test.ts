/** `ringfence check` as a process: the JSON contract, exit codes, and whatever may arrive on standard input. */
import { describe, expect, test } from 'vitest';
import { makeStage, nodes } from './stage.ts';

const stage = makeStage();

interface Answer {
  readonly id: unknown;
  readonly verdict: string;
  readonly reason: string;
  readonly policies: readonly string[];
  readonly findings: readonly object[];
}

const answers = (stdout: string): readonly Answer[] =>
  stdout
    .split('\n')
    .filter(line => line !== '')
    .map((line): Answer => JSON.parse(line));

const check = (...events: readonly unknown[]) =>
  stage.run(['check'], events.map(event => `${JSON.stringify(event)}\n`).join(''));

describe.each(nodes())('on Node %s', (_, node) => {
  test('each line gets a verdict under its own id, in order', async () => {
    const input = [
      { id: 'a', kind: 'shell.exec', command: 'git status' },
      { id: 7, kind: 'fs.read', paths: [{ path: '.env' }] },
      { kind: 'shell.exec', command: 'cat ./src/../.env' },
      {
        id: 'd',
        kind: 'fs.write',
        paths: [{ path: '.vscode/settings.json' }],
        content: '{ "chat.permissions.default": "autopilot" }',
      },
      { id: 'e', kind: 'context.attach', content: 'An ordinary sentence.' },
      { id: 'f', kind: 'mcp.tools', content: '[]' },
    ];
    const ended = await stage.run(['check'], input.map(each => JSON.stringify(each)).join('\n'), node);
    expect(ended).toMatchObject({ code: 1, stderr: '' });
    expect(answers(ended.stdout).map(({ id, verdict }) => [id, verdict])).toEqual([
      ['a', 'pass'],
      [7, 'deny'],
      ['3', 'deny'],
      ['d', 'deny'],
      ['e', 'pass'],
      ['f', 'pass'],
    ]);
  });

  test('a denial has the shape of the contract', async () => {
    const ended = await stage.run(['check'], '{"id":"x","kind":"fs.read","paths":[{"path":".env"}]}', node);
    const [answer] = answers(ended.stdout);
    expect(answer).toEqual({
      id: 'x',
      verdict: 'deny',
      reason: expect.stringMatching(/\S/u),
      policies: expect.arrayContaining(['agent/secrets']),
      findings: expect.arrayContaining([
        {
          ruleId: 'files/env',
          severity: 'high',
          confidence: 'high',
          path: expect.stringMatching(/\.env$/u),
          start: { line: 1, column: 1 },
          end: { line: 1, column: 1 },
          message: expect.any(String),
          remedy: expect.any(String),
          tags: expect.any(Array),
        },
      ]),
    });
  });
});

test.each([
  ['nothing', '', 0],
  ['blank lines', '\n \r\n\n', 0],
  ['one harmless event', '{"kind":"shell.exec","command":"ls"}', 0],
  ['a byte-order mark', '\ufeff{"kind":"shell.exec","command":"ls"}\r\n', 0],
])('%s is clean', async (_, input, code) => {
  expect(await stage.run(['check'], input)).toMatchObject({ code, stderr: '' });
});

test.each<[string, string | Buffer, string]>([
  ['truncated JSON', '{"id":"a","kind":"fs.re', 'line 1: is not JSON'],
  ['a list', '[1]', 'not a JSON object'],
  ['null', 'null', 'not a JSON object'],
  ['a bare text', '"fs.read"', 'not a JSON object'],
  ['a command that is a number', '{"id":"a","kind":"shell.exec","command":5}', 'command: is not a string'],
  ['paths of another shape', '{"kind":"fs.read","paths":"x"}', 'paths: is not a list'],
  ['a folder that is a number', '{"kind":"fs.read","paths":["x"],"cwd":5}', 'cwd: is not a string'],
  ['no kind', '{"id":"a","command":"ls"}', 'kind: is missing'],
  ['a read of nothing', '{"kind":"fs.read","file":".env"}', 'paths: is missing'],
  ['no command', '{"kind":"shell.exec","cmd":"cat .env"}', 'command or paths: is missing'],
  ['binary', Buffer.from([0x7b, 0xff, 0x00, 0x7d]), 'is not JSON'],
])('%s is refused with a reason that names the place', async (_, input, reason) => {
  const ended = await stage.run(['check'], input);
  expect(ended.code).toBe(2);
  const [answer] = answers(ended.stdout);
  expect(answer).toMatchObject({ verdict: 'deny', policies: ['unreadable-event'], findings: [] });
  expect(answer?.reason).toContain(reason);
});

test('a line that cannot be read stops none of the others', async () => {
  const ended = await stage.run(['check'], '{"id":1\n{"id":2,"kind":"shell.exec","command":"ls"}\n');
  expect(answers(ended.stdout).map(({ id, verdict }) => [id, verdict])).toEqual([
    [null, 'deny'],
    [2, 'pass'],
  ]);
  expect(ended.code).toBe(2);
});

test('a kind of a newer version is judged by everything in it', async () => {
  const ended = await check(
    { kind: 'fs.levitate', command: 'cat .env' },
    { kind: 'fs.levitate', command: 'ls' },
  );
  expect(answers(ended.stdout).map(({ verdict }) => verdict)).toEqual(['deny', 'pass']);
});

test('a line of 20 MB is judged, one of 40 MB is refused', async () => {
  const event = (size: number) => ({
    kind: 'fs.write',
    paths: [{ path: 'a.txt' }],
    content: 'x'.repeat(size),
  });
  const ended = await check(event(20 * 1024 * 1024), event(40 * 1024 * 1024));
  expect(answers(ended.stdout).map(({ verdict }) => verdict)).toEqual(['pass', 'deny']);
  expect(answers(ended.stdout)[1]?.reason).toContain('longer than');
});

test.each([
  [['--profile', 'lenient'], '--profile takes balanced, observe, locked'],
  [['--nonsense'], '--nonsense'],
])('%j is a usage error', async (args, message) => {
  const ended = await stage.run(['check', ...args]);
  expect(ended).toMatchObject({ code: 2, stdout: '' });
  expect(ended.stderr).toContain(message);
  expect(ended.stderr).toContain('Usage: ringfence check');
});

test('the profile "observe" holds nothing back', async () => {
  const ended = await stage.run(['check', '--profile', 'observe'], '{"kind":"fs.read","paths":[".env"]}');
  expect(answers(ended.stdout)[0]?.verdict).toBe('pass');
  expect(ended.code).toBe(0);
});
