/** What a hook answers and leaves behind when no guard can judge: hung, gone, a full disk, another user of the machine. */
import { spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LedgerBody } from '../../common/ledger.ts';
import { startGate } from '../../server/gate/gate.ts';
import { readRegistrations } from '../../server/gate/registry.ts';
import { tellUnjudged } from '../../server/guard/unjudged.ts';
import { notesFile } from '../../server/hook/unjudged.ts';
import { bundle, makeHome, payloadOf, removeScratch, runShim, scratchFolder, type Home } from './support.ts';

let shim = '';
beforeAll(async () => {
  shim = await bundle('server/hook/main.ts', scratchFolder('shim'));
});
afterAll(removeScratch);

const pre = ['--agent', 'codex', '--event', 'PreToolUse'];
const read = (home: Home, file = 'src/a.ts'): string =>
  payloadOf(home.workspace, 'Read', { file_path: file });
const notes = (home: Home): readonly unknown[] =>
  readFileSync(notesFile(home.folders.run), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));

describe('what goes on without a guard', () => {
  test('is an ordinary file, unless the launcher or a profile above the folder says deny', async () => {
    const home = makeHome('deny');
    const run = (args: readonly string[] = []) =>
      runShim({ shim, home, args: [...pre, ...args], input: read(home) });
    expect((await run()).stdout).not.toContain('deny');
    expect((await run(['--unavailable', 'deny'])).stdout).toContain('deny');
    mkdirSync(path.join(home.workspace, '.ringfence'));
    const profile = path.join(home.workspace, '.ringfence', 'profile.jsonc');
    writeFileSync(profile, '{ "onUnavailable": "default" }');
    expect((await run()).stdout).not.toContain('deny');
    writeFileSync(profile, '{\n  // Nothing unjudged.\n  "onUnavailable" : "deny"\n}');
    expect((await run()).stdout).toContain('deny');
  });

  test('is noted without its content, and told by the next guard once', async () => {
    const home = makeHome('notes');
    await runShim({ shim, home, args: pre, input: read(home) });
    await runShim({
      shim,
      home,
      args: pre,
      input: payloadOf(home.workspace, 'Bash', { command: 'cat hunter2' }),
    });
    expect(notes(home)).toMatchObject([
      { agent: 'codex', answer: 'went on' },
      { agent: 'codex', answer: 'refused', why: 'no guard is running' },
    ]);
    expect(JSON.stringify(notes(home))).not.toMatch(/hunter2|a\.ts/u);
    const recorded: LedgerBody[] = [];
    const shown: string[] = [];
    const setting = {
      run: home.folders.run,
      board: { wrong: (source: string) => shown.push(source), well: () => undefined },
      record: (body: LedgerBody) => Promise.resolve(void recorded.push(body)),
      after: () => () => undefined,
    };
    expect(tellUnjudged(setting)).toEqual([
      'No guard could judge 2 calls of codex: 1 refused, 1 went on (no guard is running)',
    ]);
    expect(recorded).toMatchObject([{ type: 'guard', action: 'degraded' }]);
    expect(shown).toEqual(['unjudged']);
    expect(tellUnjudged(setting)).toEqual([]);
    writeFileSync(notesFile(home.folders.run), 'no JSON\n{"ts":1}\n[]\nnull\n');
    expect(tellUnjudged(setting)).toEqual([]);
  });

  test('is answered alike when the disk is full, and a full standard output refuses', async () => {
    const home = makeHome('full');
    mkdirSync(home.folders.run, { recursive: true, mode: 0o700 });
    symlinkSync('/dev/full', notesFile(home.folders.run));
    const ended = await runShim({
      shim,
      home,
      args: pre,
      input: payloadOf(home.workspace, 'Bash', { command: 'ls' }),
    });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toContain('deny');
    const child = spawn('/bin/sh', ['-c', `"${process.execPath}" "${shim}" ${pre.join(' ')} > /dev/full`], {
      env: home.env,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.stdin.end(read(home, '.env'));
    expect(await new Promise(resolve => child.on('close', resolve))).toBe(2);
  });
});

test('a guard that hangs: the hook answers well before the agent gives up', async () => {
  const home = makeHome('hung');
  const folder = scratchFolder('stand-in');
  const cli = await bundle('test/gate/standInGuard.ts', folder);
  writeFileSync(path.join(folder, 'reply'), '{}');
  const guard = spawn(process.execPath, [cli, 'guard', '--standalone'], { env: home.env, stdio: 'ignore' });
  try {
    await expect.poll(() => readRegistrations(home.folders.run).length, { timeout: 10_000 }).toBe(1);
    guard.kill('SIGSTOP');
    const started = performance.now();
    const ended = await runShim({
      shim,
      home,
      args: pre,
      input: payloadOf(home.workspace, 'Bash', { command: 'ls' }),
    });
    expect(performance.now() - started).toBeLessThan(18_000);
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain('no guard answered within 10 s');
    expect(notes(home)).toMatchObject([{ answer: 'refused' }]);
    guard.kill('SIGCONT');
    expect((await runShim({ shim, home, args: pre, input: read(home) })).stdout).toBe('{}');
  } finally {
    guard.kill('SIGKILL');
  }
}, 60_000);

describe.runIf(process.getuid?.() === 0)('another user of the machine', () => {
  const other = 65_534;
  const asOther = (home: Home, script: string) =>
    new Promise<{ readonly code: number | null; readonly out: string }>(resolve => {
      const child = spawn(process.execPath, ['-e', script], {
        env: home.env,
        uid: other,
        gid: other,
        cwd: '/',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let out = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (part: Buffer) => (out += part.toString()));
      child.on('close', code => resolve({ code, out }));
    });

  test('reads no registration and reaches no socket of ours', async () => {
    const home = makeHome('two');
    chmodSync(home.folder, 0o755);
    const gate = await startGate({
      folders: home.folders,
      roots: [home.workspace],
      judge: () => Promise.resolve({ stdout: '{}', stderr: '', exitCode: 0 }),
    });
    try {
      const [registered] = readRegistrations(home.folders.run);
      const tries = await asOther(
        home,
        `const fs = require('node:fs'), net = require('node:net');
         try { fs.readdirSync(${JSON.stringify(home.folders.run)}); console.log('listed'); } catch (e) { console.log(e.code); }
         try { fs.readFileSync(${JSON.stringify(registered?.file)}); console.log('read'); } catch (e) { console.log(e.code); }
         net.connect(${JSON.stringify(registered?.socket)}).on('connect', () => { console.log('connected'); process.exit(); }).on('error', e => console.log(e.code));`,
      );
      expect(tries.out.trim().split('\n')).toEqual(['EACCES', 'EACCES', 'EACCES']);
    } finally {
      await gate.close();
    }
  });

  test('whose guard stands in the place of ours is not believed', async () => {
    const home = makeHome('squat');
    mkdirSync(home.folders.run, { recursive: true, mode: 0o700 });
    chownSync(home.folders.run, other, other);
    const command = { args: pre, input: payloadOf(home.workspace, 'Bash', { command: 'ls' }) };
    const squatted = await runShim({ shim, home, ...command });
    expect(squatted.stdout).toContain('other users can reach');
    rmSync(home.folders.run, { recursive: true });
    // A socket of theirs that a registration of ours names: they know no nonce, and it is not ours.
    mkdirSync(home.folders.run, { mode: 0o700 });
    const place = scratchFolder('theirs');
    chmodSync(place, 0o777);
    const socket = path.join(place, 'x.sock');
    const squatter = spawn(
      process.execPath,
      [
        '-e',
        `require('node:net').createServer(s => s.end('{}\\n')).listen(${JSON.stringify(socket)}, () => console.log('up'))`,
      ],
      { uid: other, gid: other, cwd: '/', stdio: ['ignore', 'pipe', 'ignore'] },
    );
    try {
      await new Promise(resolve => squatter.stdout.once('data', resolve));
      writeFileSync(
        path.join(home.folders.run, `${process.pid}-x.guard.json`),
        JSON.stringify({
          v: 1,
          pid: process.pid,
          socket,
          roots: [home.workspace],
          nonce: 'n'.repeat(64),
          startedAt: 1,
        }),
      );
      const answered = await runShim({ shim, home, ...command });
      expect(answered.stdout).toContain('what answered is not the guard that registered');
    } finally {
      squatter.kill('SIGKILL');
    }
  });
});
