/** `ringfence guard`, `ringfence hook` and `ringfence ledger` as processes that work together. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readRegistrations } from '../../server/gate/registry.ts';
import { ringfenceFolders } from '../../server/platform/folders.ts';
import { payloadOf } from '../gate/support.ts';
import { startOtlpReceiver } from '../support/export/otlpReceiver.ts';
import { scratchEnvironment, startGuardProcess, type RunningGuard } from '../support/product.ts';
import { makeStage, nodes } from './stage.ts';

const stage = makeStage();
const { run: runFolder, ledger } = ringfenceFolders({
  env: {},
  home: stage.home,
  platform: process.platform,
});
const place = { home: stage.home, cwd: stage.workspace };
const settings = '.vscode/settings.json';
const harmless = '{\n  "editor.tabSize": 2\n}\n';
const start = async (node = process.execPath, ...args: readonly string[]): Promise<RunningGuard> => {
  const guard = await startGuardProcess(stage.product(), args.length > 0 ? args : ['.'], { ...place, node });
  running.push(guard);
  return guard;
};
const registered = () => readRegistrations(runFolder);

const hook = (tool: string, input: unknown) =>
  stage.run(
    ['hook', '--agent', 'vscode', '--event', 'PreToolUse'],
    payloadOf(stage.workspace, tool, input),
    // The shim reads its process's own input and ends it.
    process.execPath,
  );

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition() && waited < 20_000; waited += 20) await delay(20);
  expect(condition()).toBe(true);
}
const textOf = (file: string): string => readFileSync(path.join(stage.workspace, file), 'utf8');

/** Ends with every test, also with one that fails. */
const running: RunningGuard[] = [];
afterEach(async () => {
  for (const guard of running.splice(0)) await guard.stop();
});

describe.each(nodes())('on Node %s', (version, node) => {
  test('a guard holds a risky change back, keeps the harmless one, and ends in good order', async () => {
    stage.write(settings, harmless);
    const guard = await start(node);
    expect(registered().map(({ roots }) => roots)).toEqual([[stage.workspace]]);
    // Another attempt on each Node: the same one within seconds is only counted.
    const title = `  "window.title": "${version}"`;
    stage.write(settings, `{\n${title},\n  "chat.permissions.default": "autopilot"\n}\n`);
    await until(() => textOf(settings) === `{\n${title}\n}\n`);
    await until(() => guard.said().includes(`held ${stage.workspace}`));
    expect(guard.said()).toContain('(chat.permissions.default)');
    expect(await guard.stop()).toBe(0);
    expect(registered()).toEqual([]);
  });

  test('hooks are answered by the guard of the folder', async () => {
    stage.write('.env', 'KEY=secret\n');
    stage.write('.env.example', 'KEY=\n');
    const guard = await start(node);
    const denied = await hook('read_file', { filePath: '.env' });
    expect(JSON.parse(denied.stdout)).toMatchObject({ hookSpecificOutput: { permissionDecision: 'deny' } });
    expect(await hook('read_file', { filePath: '.env.example' })).toMatchObject({ code: 0, stdout: '{}' });
    await guard.stop();
  });
});

test('a guard that is told to end while it starts ends in good order', async () => {
  const { cli } = stage.product();
  const env = scratchEnvironment(stage.home);
  const child = spawn(process.execPath, [cli, 'guard', '.'], { cwd: stage.workspace, env });
  child.stderr.once('data', () => child.kill('SIGTERM'));
  expect(await once(child, 'close')).toEqual([0, null]);
  expect(registered()).toEqual([]);
});

test('a baseline that a scan writes is held back, and the scan says so', async () => {
  stage.write('ship.py', "import subprocess\n\ndef ship(x):\n    subprocess.run('send ' + x, shell=True)\n");
  const file = path.join(stage.workspace, '.ringfence/baseline.json');
  const writeBaseline = () => stage.run(['scan', 'ship.py', '--write-baseline', '.ringfence/baseline.json']);
  const guard = await start();
  const held = await writeBaseline();
  expect(held.code).toBe(1);
  expect(held.stderr).toMatch(
    /guard holds this change of \.ringfence\/baseline\.json back until you approve it/u,
  );
  await guard.stop();
  expect(existsSync(file)).toBe(false);
  expect(await writeBaseline()).toMatchObject({ code: 1, stderr: '' });
  expect(readFileSync(file, 'utf8')).toContain('python.subprocess-shell-true ship.py');
  rmSync(path.dirname(file), { recursive: true });
  rmSync(path.join(stage.workspace, 'ship.py'));
});

test('a guard that was killed leaves nothing that stops the next', async () => {
  const killed = await start();
  process.kill(killed.pid, 'SIGKILL');
  expect(registered().map(({ pid }) => pid)).toEqual([killed.pid]);
  const next = await start();
  expect(registered().map(({ pid }) => pid)).toEqual([next.pid]);
  expect(await hook('read_file', { filePath: '.env.example' })).toMatchObject({ stdout: '{}' });
  await next.stop();
});

test('two guards share a folder: one change is held once, and either answers', async () => {
  stage.write(settings, harmless);
  const guards = await Promise.all([start(), start()]);
  expect(registered()).toHaveLength(2);
  stage.write(settings, harmless.replace('2\n', '2,\n  "chat.permissions.default": "autopilot"\n'));
  await until(() => textOf(settings) === harmless);
  await guards[0].stop();
  expect(JSON.parse((await hook('read_file', { filePath: '.env' })).stdout)).toHaveProperty(
    'hookSpecificOutput',
  );
  await guards[1].stop();
});

test('a standalone guard answers hooks of any folder', async () => {
  const guard = await start(process.execPath, '--standalone');
  expect(registered().map(({ roots }) => roots)).toEqual([[]]);
  expect(JSON.parse((await hook('read_file', { filePath: '.env' })).stdout)).toHaveProperty(
    'hookSpecificOutput',
  );
  expect(await guard.stop()).toBe(0);
});

describe('ledger verify', () => {
  let segment = '';
  beforeAll(async () => {
    rmSync(ledger, { recursive: true, force: true });
    const guard = await start();
    for (const filePath of ['.env', 'README.md', '.env.example']) await hook('read_file', { filePath });
    await guard.stop();
    segment = readdirSync(ledger).find(name => name.endsWith('.jsonl')) ?? '';
  });
  const copies: string[] = [];
  afterAll(() => copies.forEach(folder => rmSync(folder, { recursive: true, force: true })));

  const verify = async (change?: (lines: readonly string[]) => readonly string[]) => {
    const folder = path.join(stage.home, `ledger-${copies.length}`);
    copies.push(folder);
    cpSync(ledger, folder, { recursive: true });
    const file = path.join(folder, segment);
    const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
    if (change !== undefined)
      writeFileSync(
        file,
        change(lines)
          .map(line => `${line}\n`)
          .join(''),
      );
    const ended = await stage.run(['ledger', 'verify', '--format', 'json', '--folder', folder]);
    const report: {
      ok: boolean;
      entries: number;
      problems: { line: number; file: string; message: string }[];
    } = JSON.parse(ended.stdout);
    return { ...report, code: ended.code, count: lines.length };
  };

  test('finds the ledger whole', async () => {
    const { code, ok, entries } = await verify();
    expect([code, ok]).toEqual([0, true]);
    expect(entries).toBeGreaterThanOrEqual(5);
    const text = await stage.run(['ledger', 'verify']);
    expect(text).toMatchObject({ code: 0, stdout: expect.stringContaining('The ledger is whole') });
  });

  const middle = (lines: readonly string[]): number => Math.floor(lines.length / 2);
  test.each<[string, (lines: readonly string[]) => readonly string[]]>([
    [
      'a flipped byte',
      lines => lines.with(middle(lines), (lines[middle(lines)] ?? '').replace(/"ts":(\d)/u, '"ts":9')),
    ],
    ['a removed line', lines => lines.toSpliced(middle(lines), 1)],
    ['a repeated line', lines => lines.toSpliced(middle(lines), 0, lines[middle(lines)] ?? '')],
    [
      'two lines that changed places',
      lines =>
        lines
          .with(middle(lines), lines[middle(lines) + 1] ?? '')
          .with(middle(lines) + 1, lines[middle(lines)] ?? ''),
    ],
    ['an end that was cut off', lines => lines.slice(0, middle(lines))],
    ['a line of something else', lines => lines.with(middle(lines), 'x')],
  ])('finds %s and says where', async (_, change) => {
    const { code, ok, problems, count } = await verify(change);
    expect([code, ok]).toEqual([1, false]);
    expect(problems[0]).toMatchObject({ file: segment, message: expect.stringMatching(/\S/u) });
    expect(Math.abs((problems[0]?.line ?? 0) - 1 - Math.floor(count / 2))).toBeLessThanOrEqual(1);
  });

  test('holds no secret', () => {
    const text = readdirSync(ledger)
      .map(name => readFileSync(path.join(ledger, name), 'latin1'))
      .join('');
    expect(text).not.toContain('KEY=secret');
  });
});

describe('a guard that a hook started', () => {
  test('ends by itself when no agent asks any more', async () => {
    await start(process.execPath, '--standalone', '--idle-minutes', '0.05');
    expect(registered()).toHaveLength(1);
    await until(() => registered().length === 0);
  });

  test.each(['0', 'soon'])('refuses %s minutes', async minutes => {
    const { code, stderr } = await stage.run(['guard', '--standalone', '--idle-minutes', minutes]);
    expect(code).toBe(2);
    expect(stderr).toContain(`not "${minutes}"`);
  });
});

test('a guard sends its ledger where the user’s profile says, and never where the folder does', async () => {
  const receiver = await startOtlpReceiver();
  const folder = path.join(stage.home, 'elsewhere');
  const { config } = ringfenceFolders({ env: {}, home: stage.home, platform: process.platform });
  const profile = (target: object): string => JSON.stringify({ ledger: { export: [target] } });
  stage.write('.ringfence/profile.jsonc', profile({ type: 'file', path: path.join(folder, 'stolen.jsonl') }));
  mkdirSync(folder);
  mkdirSync(config, { recursive: true });
  writeFileSync(path.join(config, 'profile.jsonc'), profile({ type: 'otlp', url: receiver.url }));
  const guard = await start();
  await until(() => receiver.taken.some(({ eventName }) => eventName === 'ringfence.guard'));
  expect(await guard.stop()).toBe(0);
  expect(receiver.refused).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
  rmSync(path.join(config, 'profile.jsonc'));
  rmSync(path.join(stage.workspace, '.ringfence'), { recursive: true });
  await receiver.close();
});
