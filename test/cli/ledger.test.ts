/** The verbs below `ledger`, on a ledger of a scratch home. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LedgerExport, LedgerProfile } from '../../common/profile.ts';
import { openLedger } from '../../server/ledger/ledger.ts';
import { ringfenceFolders } from '../../server/platform/folders.ts';
import { systemClock } from '../../server/ports/clock.ts';
import { startOtlpReceiver } from '../support/export/otlpReceiver.ts';
import { verdict } from '../unit/ledger/stories.ts';
import { makeStage } from './stage.ts';

const stage = makeStage();
const folders = ringfenceFolders({ env: {}, home: stage.home, platform: process.platform });

const token = ['ghp', 'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5'].join('_');

beforeEach(async () => {
  const ledger = openLedger({ folder: folders.ledger, clock: systemClock });
  await ledger.record({ ...verdict('e1', 'deny'), paths: [`/w/${token}.env`] } as ReturnType<typeof verdict>);
  await ledger.record(verdict('e2'));
  await ledger.close();
});
afterEach(() => {
  for (const folder of [folders.state, folders.config, path.join(stage.workspace, '.ringfence')])
    rmSync(folder, { recursive: true, force: true });
});

const profile = (ledger: LedgerProfile, folder = folders.config): void => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'profile.jsonc'), JSON.stringify({ ledger }));
};
const to = (...targets: readonly LedgerExport[]): void => profile({ export: targets });
const lines = (text: string): readonly Record<string, unknown>[] =>
  text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));

describe('export', () => {
  test('writes OCSF to standard output, without secrets', async () => {
    const ended = await stage.run(['ledger', 'export']);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(lines(ended.stdout).map(({ class_uid }) => class_uid)).toEqual(Array(5).fill(2004));
    expect(ended.stdout).not.toContain(token);
    expect(ended.stdout).toContain('masked:');
  });
  test('writes its own lines to a file, of a period', async () => {
    const file = path.join(stage.workspace, 'out.jsonl');
    expect(
      await stage.run(['ledger', 'export', '--format', 'jsonl', '--output', 'out.jsonl', '--since', '1h']),
    ).toMatchObject({ code: 0, stdout: '' });
    expect(lines(readFileSync(file, 'utf8')).length).toBe(5);
    await stage.run(['ledger', 'export', '--output', 'out.jsonl', '--until', '2020-01-01']);
    expect(readFileSync(file, 'utf8')).toBe('');
    rmSync(file);
  });
  test('masks paths where it is asked to', async () => {
    expect((await stage.run(['ledger', 'export', '--redact-paths'])).stdout).not.toContain('settings.json');
  });
  test.each([['--format', 'sarif'], ['--since', 'yesterday'], ['more']])('refuses %s %s', async (...args) => {
    expect(await stage.run(['ledger', 'export', ...args])).toMatchObject({ code: 2 });
  });
});

test('tail shows the newest entries, oldest first, on one line each', async () => {
  const ended = await stage.run(['ledger', 'tail', '--lines', '2']);
  expect(ended.stdout.trim().split('\n').length).toBe(2);
  expect(ended.stdout).toMatch(/verdict +deny codex fs[.]write .*\n.*verdict +pass/u);
});

describe('ship', () => {
  test('sends everything once, and nothing again', async () => {
    const receiver = await startOtlpReceiver();
    to({ type: 'otlp', url: receiver.url }, { type: 'file', path: path.join(stage.home, 'shipped.jsonl') });
    const first = await stage.run(['ledger', 'ship', '--once']);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    const { length } = receiver.taken;
    expect(length).toBeGreaterThanOrEqual(5);
    expect(JSON.stringify(receiver.taken)).not.toContain(token);
    expect(await stage.run(['ledger', 'ship', '--once'])).toMatchObject({ code: 0 });
    expect(receiver.taken.length).toBe(length);
    expect(lines(readFileSync(path.join(stage.home, 'shipped.jsonl'), 'utf8')).length).toBe(length);
    await receiver.close();
  });

  test('says what could not be sent, with exit code 1, and loses nothing', async () => {
    const file = path.join(stage.home, 'later', 'shipped.jsonl');
    to({ type: 'file', path: file });
    const away = await stage.run(['ledger', 'ship', '--once']);
    expect(away).toMatchObject({ code: 1, stdout: expect.stringContaining('not everything is sent') });
    expect(await stage.run(['ledger', 'ship', '--status'])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('taken 0, rejected 0'),
    });
    mkdirSync(path.dirname(file));
    expect(await stage.run(['ledger', 'ship', '--once'])).toMatchObject({ code: 0 });
    expect(lines(readFileSync(file, 'utf8')).filter(({ is_alert }) => is_alert).length).toBe(1);
  });

  test('what was shipped shows that the local ledger was cut', async () => {
    const file = path.join(stage.home, 'heads.jsonl');
    to({ type: 'file', path: file });
    await stage.run(['ledger', 'ship', '--once']);
    expect(await stage.run(['ledger', 'verify', '--heads', file])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Compared with what was sent'),
    });
    for (const name of readdirSync(folders.ledger))
      if (name !== 'signing.key') rmSync(path.join(folders.ledger, name));
    expect(await stage.run(['ledger', 'verify'])).toMatchObject({ code: 0 });
    expect(await stage.run(['ledger', 'verify', '--heads', file])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('The whole file is missing; what was shipped saw it'),
    });
    // The next shipment tells the receiver, too.
    await stage.run(['ledger', 'ship', '--once']);
    expect(readFileSync(file, 'utf8')).toContain('ledger-integrity');
  });

  test('never goes where a workspace says', async () => {
    const file = path.join(stage.home, 'stolen.jsonl');
    profile(
      { export: [{ type: 'file', path: file }], redactPaths: false },
      path.join(stage.workspace, '.ringfence'),
    );
    expect(await stage.run(['ledger', 'ship', '--once'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('No target is configured'),
    });
    expect(readdirSync(stage.home)).not.toContain('stolen.jsonl');
  });

  test.each<[string, LedgerExport, RegExp]>([
    [
      'a header from the environment that is not there',
      { type: 'otlp', url: 'https://collector.example/v1/logs', headers: { authorization: 'env:NOT_THERE' } },
      /has no NOT_THERE/,
    ],
    [
      'headers without encryption',
      { type: 'otlp', url: 'http://collector.example/v1/logs', headers: { authorization: 'x' } },
      /use https/,
    ],
    ['a login in the address', { type: 'otlp', url: 'https://a:b@collector.example/' }, /login/],
    ['a relative file', { type: 'file', path: 'shipped.jsonl' }, /not absolute/],
    [
      'no certificate',
      { type: 'syslog', host: 'localhost', port: 6514, transport: 'tls', ca: '/no/such.pem' },
      /ENOENT/,
    ],
  ])('refuses %s', async (_story, target, reason) => {
    to(target);
    const ended = await stage.run(['ledger', 'ship', '--once']);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(reason);
  });

  test('needs to be told how', async () => {
    expect(await stage.run(['ledger', 'ship'])).toMatchObject({ code: 2 });
    expect(await stage.run(['ledger', 'ship', '--once', '--status'])).toMatchObject({ code: 2 });
  });
});

test('rotate begins a new file and keeps the old one', async () => {
  expect(await stage.run(['ledger', 'rotate'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('Removed by retention: 0'),
  });
  const ledger = openLedger({ folder: folders.ledger, clock: systemClock });
  await ledger.record(verdict('e3'));
  await ledger.close();
  expect(readdirSync(folders.ledger).filter(name => name.endsWith('.jsonl')).length).toBe(2);
  expect(await stage.run(['ledger', 'verify'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('3 entries in 2 files'),
  });
});

test.each(['verify', 'tail', 'export', 'pairs', 'rotate'])(
  '%s of a folder that is not there is wrong use',
  async verb => {
    expect(await stage.run(['ledger', verb, '--folder', 'nowhere'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('nowhere is not there'),
    });
  },
);
