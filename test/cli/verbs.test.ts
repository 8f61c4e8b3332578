/** Every verb: help, usage errors, explanations, the drill; what depends on the Node as a process on each. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeStage, nodes } from './stage.ts';

const stage = makeStage();
const verbs = [
  'check',
  'scan',
  'ci',
  'rules',
  'guard',
  'hook',
  'drill',
  'mcp',
  'policy',
  'profile',
  'ledger',
  'evidence',
  'approvals',
  'sessions',
  'stop',
  'release',
  'install',
  'uninstall',
  'exclude',
  'doctor',
];

describe.each(nodes())('on Node %s', (_, node) => {
  test('the overview lists every verb', async () => {
    const ended = await stage.run(['--help'], '', node);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const listed = Array.from(ended.stdout.matchAll(/^ {2}([a-z]+) {2,}\S/gmu), ([, name]) => name);
    expect(listed).toEqual(verbs);
  });

  test('servers are listed', async () => {
    stage.write(
      '.vscode/mcp.json',
      '{ "servers": { "local": { "command": "node", "args": ["server.js"] } } }',
    );
    const ended = await stage.run(['mcp', 'list'], '', node);
    rmSync(path.join(stage.workspace, '.vscode'), { recursive: true });
    expect(ended).toMatchObject({ stderr: '', stdout: expect.stringContaining('1 server in 1 file') });
  });
});

// It takes long and is the same on every Node; the oldest is the likeliest to fail.
test.each(nodes().slice(-1))('on Node %s the drill ends as it should', async (_, node) => {
  const ended = await stage.run(['drill', '--format', 'json'], '', node);
  const report: { results: { good: boolean }[] } = JSON.parse(ended.stdout);
  expect(report.results.filter(({ good }) => !good)).toEqual([]);
  expect(report.results.length).toBeGreaterThan(30);
  expect(ended.code).toBe(0);
});

test.each(verbs)('%s --help says what it does and how to call it', async verb => {
  const ended = await stage.run([verb, '--help']);
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  expect(ended.stdout).toMatch(new RegExp(`^[A-Z].+\\n\\nUsage: ringfence ${verb} ?`, 'su'));
});

test('--version prints the version alone', async () => {
  expect((await stage.run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/u);
});

test.each<[readonly string[], string]>([
  [['frobnicate'], '"frobnicate" is no command'],
  [['hook'], '--agent is missing'],
  [['policy'], 'The verbs are init, check, '],
  [['policy', 'sing'], 'not "sing"'],
  [['ledger'], 'The verbs are verify'],
  [['ledger', 'verify', '--public-key', 'nowhere'], 'nowhere cannot be read'],
  [['guard'], 'Name the folders'],
  [['guard', 'nowhere'], 'nowhere is no folder'],
  [['guard', '.', '--standalone'], 'Name the folders'],
  [['drill', '--format', 'xml'], '--format takes text, json'],
  [['install'], '--agent is missing; use one of: vscode, '],
  [['install', '--agent', 'nobody'], 'cannot install hooks for "nobody"'],
  [['install', 'codex'], 'name the agent with --agent'],
  [['uninstall', '--agent', 'nobody'], 'cannot install hooks for "nobody"'],
  [['doctor', 'all'], '"all" is not understood'],
  [['doctor', '--format', 'xml'], '--format takes text, json'],
])('%j is a usage error that says what to do', async (args, message) => {
  const ended = await stage.run(args);
  expect(ended).toMatchObject({ code: 2, stdout: '' });
  expect(ended.stderr).toContain(message);
});

test.each([
  [['policy'], 'ringfence policy: The verbs are '],
  [
    ['ledger', 'shred'],
    'ringfence ledger: The verbs are verify, tail, export, pairs, ship, rotate, not "shred".',
  ],
  [
    ['policy', 'sign', '--days', '1', '--expires', '2027-01-01'],
    'ringfence policy sign: --days and --expires',
  ],
] as const)('%j says what is wrong, and no more than the usage of that verb', async (args, message) => {
  const ended = await stage.run(args);
  expect(ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
  expect(ended.stderr).not.toMatch(/ledger verify \[|policy explain \[/u);
});

test('a verb below another has help of its own', async () => {
  const { code, stdout } = await stage.run(['ledger', 'verify', '--help']);
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^Find any edit.+\n\nUsage: ringfence ledger verify /u),
  });
  expect(stdout).not.toContain('ledger ship');
});

test('no verb at all prints the overview and is a usage error', async () => {
  expect(await stage.run([])).toMatchObject({ code: 2, stdout: expect.stringContaining('Exit codes:') });
});

describe('policy explain', () => {
  test('says what is touched, what was found and which principles fired', async () => {
    const ended = await stage.run(['policy', 'explain'], '{"kind":"shell.exec","command":"cat .env"}');
    expect(ended).toMatchObject({ code: 1, stderr: '' });
    expect(ended.stdout).toMatch(/^DENY {2}\S/u);
    for (const part of ['read .env', 'files/env', 'agent/secrets (deny, built-in)', 'Asked:']) {
      expect(ended.stdout).toContain(part);
    }
  });

  test('as JSON, under the event’s own id', async () => {
    const events =
      '{"id":9,"kind":"shell.exec","command":"ls"}\n{"id":"x","kind":"fs.read","paths":[".env"]}\n';
    const ended = await stage.run(['policy', 'explain', '--format', 'json'], events);
    const lines: unknown[] = ended.stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(lines).toMatchObject([
      { id: 9, verdict: 'pass', policies: [] },
      {
        id: 'x',
        verdict: 'deny',
        policies: expect.arrayContaining([expect.objectContaining({ id: 'agent/secrets' })]),
      },
    ]);
  });

  test('bad input is named on standard error', async () => {
    expect(await stage.run(['policy', 'explain'], '{"kind"')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('line 1: is not JSON'),
    });
  });
});
