/** `ringfence evidence`, `ledger pairs` and `policy suggest` as commands, on ledgers as guards leave them. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { LedgerBody } from '../../common/ledger.ts';
import type { EvidenceReport } from '../../server/evidence/report.ts';
import { openLedger } from '../../server/ledger/ledger.ts';
import { systemClock } from '../../server/ports/clock.ts';
import { makeStage } from './stage.ts';

const stage = makeStage();
const ledger = (): string => path.join(stage.home, 'ledger');
const read = (file: string): string => readFileSync(path.join(stage.workspace, file), 'utf8');

async function record(bodies: readonly LedgerBody[]): Promise<void> {
  const opened = openLedger({ folder: ledger(), clock: systemClock, onNews: () => undefined });
  for (const body of bodies) await opened.record(body);
  await opened.close();
}
const refused: LedgerBody = {
  ...{ type: 'verdict', eventId: 'e', agent: 'codex', surface: 'hook', sessionId: 's', phase: 'pre' },
  ...{
    kind: 'shell.exec',
    origin: 'agent',
    paths: [],
    verdict: 'deny',
    policies: ['agent/unread-download'],
    ms: 1,
  },
  findings: [{ ruleId: 'commands/download-and-run', severity: 'high', risks: ['SHELL'], path: '' }],
};
const decided = (action: 'allowed' | 'denied', sessionId: string, shape: string): LedgerBody => ({
  ...{
    type: 'approval',
    requestId: `${action} ${sessionId}`,
    agent: 'codex',
    sessionId,
    action,
    waited: 4000,
  },
  ...{
    policies: ['agent/protected-configuration'],
    kind: 'fs.write',
    shape,
    rules: ['settings/program-path-user'],
  },
});

beforeEach(() => {
  for (const folder of [
    ledger(),
    path.join(stage.workspace, '.ringfence'),
    path.join(stage.workspace, 'out'),
  ])
    rmSync(folder, { recursive: true, force: true });
});

test('evidence of a ledger is written in three formats that agree', async () => {
  await record([refused, { type: 'guard', action: 'started', detail: '', level: 'locked' }]);
  expect(
    await stage.run(['evidence', '--ledger', ledger(), '--format', 'all', '--output', 'out']),
  ).toMatchObject({ code: 0 });
  const report: EvidenceReport = JSON.parse(read('out/evidence.json'));
  expect(report).toMatchObject({
    version: 1,
    level: { current: 'locked' },
    ledger: { whole: true, inPeriod: 2 },
    dispositions: { deny: 1 },
    policy: { digest: expect.stringMatching(/^[0-9a-f]{64}$/u) },
  });
  const state = (framework: string, id: string) =>
    report.frameworks.find(each => each.id === framework)?.controls.find(each => each.id === id)?.state;
  expect(state('owasp-asi', 'ASI02')).toBe('enforced');
  expect(state('owasp-asi', 'ASI04')).toBe('configured, not observed');
  expect(read('out/evidence.html')).toContain('<svg');
  expect(read('out/evidence.md')).toContain('| 1 |');
});

test('evidence without a ledger, of a period without events, and of a broken chain', async () => {
  mkdirSync(ledger(), { recursive: true });
  const empty = await stage.run(['evidence', '--ledger', ledger()]);
  expect(empty).toMatchObject({ code: 0, stdout: expect.stringContaining('No event was recorded') });
  await record([refused, refused]);
  const early = [
    'evidence',
    '--ledger',
    ledger(),
    '--since',
    '2020-01-01',
    '--until',
    '2020-01-31',
    '--format',
    'json',
  ];
  expect(JSON.parse((await stage.run(early)).stdout)).toMatchObject({
    period: { since: '2020-01-01T00:00:00.000Z', until: '2020-02-01T00:00:00.000Z' },
    ledger: { inPeriod: 0, whole: true },
  });
  const name = readdirSync(ledger()).find(each => each.endsWith('.jsonl')) ?? '';
  const file = path.join(ledger(), name);
  writeFileSync(file, readFileSync(file, 'utf8').replace('"verdict":"deny"', '"verdict":"pass"'));
  expect(await stage.run(['evidence', '--ledger', ledger()])).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('CHAIN BROKEN'),
  });
});

test.each([
  [['--since', 'yesterday'], '--since takes a day'],
  [['--since', '2026-02-30'], '--since takes a day'],
  [['--since', '2026-02-01', '--until', '2026-01-01'], 'ends before it begins'],
  [['--format', 'all'], 'needs --output'],
  [['--ledger-key', 'nowhere.pem'], 'cannot be read'],
  [['--ledger', 'nowhere'], 'nowhere is not there'],
])('evidence with %j is refused', async (args, message) => {
  expect(await stage.run(['evidence', ...args])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(message),
  });
});

test.skipIf(process.platform !== 'linux')('evidence ends where nobody can write', async () => {
  expect(await stage.run(['evidence', '--output', '/proc/reports'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('cannot be written'),
  });
});

test('pairs are exported a line each', async () => {
  await record([decided('allowed', 's1', 'write a.ts'), decided('denied', 's2', 'write b.ts'), refused]);
  const { code, stdout } = await stage.run(['ledger', 'pairs', '--folder', ledger()]);
  expect(code).toBe(0);
  const pairs = stdout
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));
  expect(pairs).toMatchObject([
    {
      chosen: 'allowed',
      rejected: 'denied',
      context: { kind: 'fs.write', shape: 'write a.ts' },
      waitedMs: 4000,
    },
    {
      chosen: 'denied',
      rejected: 'allowed',
      context: { principles: [{ principle: expect.stringMatching(/\.$/u) }] },
    },
  ]);
});

test('suggestions are a diff that applies, and nothing is changed by itself', async () => {
  stage.write('.ringfence/profile.jsonc', '{\n  // Ours.\n  "level": "balanced"\n}\n');
  await record(
    ['s1', 's2', 's3'].flatMap(session => [
      decided('allowed', session, 'write src/a.ts'),
      decided('denied', session, 'write src/b.ts'),
    ]),
  );
  const { code, stdout } = await stage.run(['policy', 'suggest', '--ledger', ledger()]);
  expect(code).toBe(0);
  expect(read('.ringfence/profile.jsonc')).not.toContain('waivers');
  expect(existsSync(path.join(stage.workspace, '.ringfence/policy.cedar'))).toBe(false);
  execFileSync('git', ['apply', '-'], { cwd: stage.workspace, input: stdout });
  expect(read('.ringfence/profile.jsonc')).toMatch(/Ours[^]*"waivers"[^]*"\/src\/a\.ts"/u);
  expect(read('.ringfence/policy.cedar')).toContain('resource.path == "src/b.ts"');
  expect(await stage.run(['policy', 'suggest', '--ledger', ledger()])).toMatchObject({
    stdout: '',
    stderr: expect.stringContaining('Nothing to suggest'),
  });
});
