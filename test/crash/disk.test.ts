/** Plays a really full and a really read-only file system, where this user may mount one. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { engageStop, readStop, releaseStop } from '../../server/session/stop.ts';
import { scratchFolder } from '../unit/quarantine/scratch.ts';
import { world } from '../unit/sentinel/world.ts';

const settings = '.vscode/settings.json';
const good = '{\n  "a": 1\n}\n';
const bad = '{\n  "a": 2,\n  "evil": true\n}\n';
const merged = '{\n  "a": 2\n}\n';

const run = (program: string, ...args: string[]): boolean =>
  spawnSync(program, args, { stdio: 'ignore' }).status === 0;

function mounted(size: string): string | undefined {
  const folder = scratchFolder();
  if (!run('mount', '-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder)) return undefined;
  onTestFinished(() => void run('umount', '-l', folder));
  return folder;
}

const mayMount = ((): boolean => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ringfence-mount-'));
  const may = run('mount', '-t', 'tmpfs', 'tmpfs', folder) && run('umount', folder);
  fs.rmdirSync(folder);
  return may;
})();

/** Fills a file system to the last byte; returns what frees it again. Refuses one that was not made for it. */
function fill(folder: string): () => void {
  const { bsize, blocks } = fs.statfsSync(folder);
  if (bsize * blocks > 16 << 20) throw new Error(`${folder} is no small file system.`);
  const ballast = path.join(folder, 'ballast');
  const descriptor = fs.openSync(ballast, 'w');
  for (const size of [1 << 16, 1 << 10, 1]) {
    try {
      for (;;) fs.writeSync(descriptor, Buffer.alloc(size));
    } catch {
      // Full for this size.
    }
  }
  fs.closeSync(descriptor);
  return () => fs.rmSync(ballast);
}

describe.runIf(mayMount)('a full file system', () => {
  it('takes an emergency stop', () => {
    const state = mounted('64k') ?? '';
    const stop = path.join(state, 'stop.json');
    fill(state);
    engageStop(stop, { v: 1, ts: 5, by: 'cli' });
    expect(readStop(stop)).toBeDefined();
    expect([releaseStop(stop), readStop(stop)]).toEqual([true, undefined]);
  });

  it('holds with the help of the reserve, then leaves a change in place with a word, then goes on when there is room', async () => {
    const state = mounted('3m') ?? '';
    const it = await world({ files: { [settings]: good }, state, pollEvery: 50 });
    const free = fill(state);
    it.write(settings, bad);
    await it.reads(settings, merged);
    expect(it.problems()).toEqual([]);
    const again = fill(path.join(state, 'quarantine'));
    it.write(settings, '{\n  "a": 3,\n  "evil2": true\n}\n');
    await it.until(() => it.problems().length > 0);
    expect(it.problems()[0]?.problem.message).toMatch(/ENOSPC/);
    expect(it.read(settings)).toContain('evil2');
    free();
    again();
    await it.reads(settings, '{\n  "a": 3\n}\n');
    const texts = it.store.list().map(item => it.store.text(item.id, 'attempted'));
    expect(new Set(texts)).toEqual(new Set([bad, '{\n  "a": 3,\n  "evil2": true\n}\n']));
  });

  it('never leaves a torn file where the workspace itself is full', async () => {
    const base = mounted('1m') ?? '';
    fs.mkdirSync(path.join(base, 'root', '.vscode'), { recursive: true });
    fs.writeFileSync(path.join(base, 'root', settings), good);
    const state = scratchFolder();
    const first = await world({ at: base, state, pollEvery: 50 });
    fs.writeFileSync(path.join(base, 'root', settings), bad);
    const free = fill(base);
    await first.until(() => first.problems().length > 0 || first.read(settings) === merged);
    expect([bad, merged]).toContain(first.read(settings));
    free();
    await first.reads(settings, merged);
  });
});

describe.runIf(mayMount)('a read-only file system', () => {
  it('has the change safe, says that it cannot restore, and restores once it may write', async () => {
    const base = mounted('4m') ?? '';
    const state = scratchFolder();
    fs.mkdirSync(path.join(base, 'root', '.vscode'), { recursive: true });
    fs.writeFileSync(path.join(base, 'root', settings), good);
    const before = await world({ at: base, state });
    before.end();
    fs.writeFileSync(path.join(base, 'root', settings), bad);
    expect(run('mount', '-o', 'remount,ro', base)).toBe(true);
    const it = await world({ at: base, state, pollEvery: 50 });
    expect(it.problems().map(event => event.problem)).toMatchObject([
      {
        source: it.at(settings),
        message: 'Cannot restore the file (EROFS).',
        remedy: expect.stringContaining('cannot be written'),
      },
    ]);
    expect(it.store.list().map(item => it.store.text(item.id, 'attempted'))).toEqual([bad]);
    expect(run('mount', '-o', 'remount,rw', base)).toBe(true);
    await it.reads(settings, merged);
    await it.until(() => it.events.some(event => event.type === 'recovered'));
  });
});
