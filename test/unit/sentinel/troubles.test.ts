import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sleep, world } from './world.ts';

const settings = '.vscode/settings.json';
const good = '{\n  // mine\n  "a": 1\n}\n';
const bad = '{\n  // mine\n  "a": 2,\n  "evil": true\n}\n';
const merged = '{\n  // mine\n  "a": 2\n}\n';

describe('troubles', () => {
  it('notices through the poll what no watch told', async () => {
    const watch: typeof fs.watch = () => {
      throw Object.assign(new Error('limit'), { code: 'ENOSPC' });
    };
    const it = await world({ files: { [settings]: good }, watch, pollEvery: 50 });
    expect(it.problems().map(event => event.problem.message)).toEqual([
      expect.stringContaining('gave no watch for this folder (ENOSPC)'),
    ]);
    it.write(settings, bad);
    await it.reads(settings, merged);
    it.write('new/.vscode/settings.json', '{"evil":1}');
    await it.reads('new/.vscode/settings.json', undefined);
  });

  it('notices through the poll a change made by another name of the same file', async () => {
    const it = await world({ files: { [settings]: good }, pollEvery: 50 });
    fs.linkSync(it.at(settings), path.join(it.base, 'other-name'));
    fs.writeFileSync(path.join(it.base, 'other-name'), bad);
    await it.reads(settings, merged);
    expect(fs.readFileSync(path.join(it.base, 'other-name'), 'utf8')).toBe(bad);
  });

  it('guards a root again that was deleted and came back', async () => {
    const it = await world({ files: { [settings]: good }, pollEvery: 50 });
    fs.rmSync(it.root, { recursive: true });
    await it.until(() => it.problems().length === 1);
    it.write(settings, bad);
    await it.until(() => it.events.some(event => event.type === 'recovered'));
    await it.reads(settings, merged);
    it.write(settings, '{"a":5,"evil":2}');
    await it.reads(settings, '{"a":5}');
  });

  it('follows a protected folder that is renamed away and recreated', async () => {
    const it = await world({ files: { [settings]: good } });
    fs.renameSync(it.at('.vscode'), it.at('was'));
    it.write(settings, good);
    await sleep(50);
    it.write(settings, bad);
    await it.reads(settings, merged);
  });

  it('leaves a change in place when it cannot be stored, says so, and tries again', async () => {
    let room = true;
    const it = await world({
      files: { [settings]: good },
      pollEvery: 50,
      calls: {
        fsyncSync: descriptor => {
          if (!room) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
          fs.fsyncSync(descriptor);
        },
      },
    });
    room = false;
    it.write(settings, bad);
    await it.until(() => it.problems().length > 0);
    expect(it.problems()[0]?.problem).toMatchObject({
      message: 'Cannot store a change (ENOSPC).',
      remedy: expect.stringContaining('tried again by itself'),
    });
    expect(it.read(settings)).toBe(bad);
    room = true;
    await it.reads(settings, merged);
    await it.until(() => it.events.some(event => event.type === 'recovered'));
  });

  it('has the bytes safe when the folder cannot be written, says so, and restores later into the same item', async () => {
    let writable = true;
    const it = await world({
      files: { [settings]: good },
      pollEvery: 50,
      calls: {
        renameSync: (from, to) => {
          if (!writable && String(to).endsWith('settings.json'))
            throw Object.assign(new Error('read only'), { code: 'EROFS' });
          fs.renameSync(from, to);
        },
      },
    });
    writable = false;
    it.write(settings, bad);
    await it.until(() => it.problems().length > 0);
    expect(it.problems()[0]?.problem).toMatchObject({
      source: it.at(settings),
      message: 'Cannot restore the file (EROFS).',
      remedy: expect.stringContaining('write permission'),
    });
    expect(it.store.list().map(item => [it.store.text(item.id, 'attempted'), item.finished])).toEqual([
      [bad, false],
    ]);
    expect(fs.readdirSync(it.at('.vscode'))).toEqual(['settings.json']);
    await sleep(200);
    writable = true;
    await it.reads(settings, merged);
    expect(it.store.list()).toHaveLength(1);
    await it.until(() => it.store.list()[0]?.finished === true);
  });

  it('says which folder cannot be read', async () => {
    const it = await world({ files: { [settings]: good } });
    if (process.getuid?.() === 0) {
      expect(it.problems()).toEqual([]);
      return;
    }
    fs.chmodSync(it.at('.vscode'), 0);
    await it.guard.configure({ roots: [], profile: 'balanced' });
    await it.guard.configure({ roots: [it.root], profile: 'balanced' });
    fs.chmodSync(it.at('.vscode'), 0o755);
    expect(it.problems().map(event => event.problem.message)).toContainEqual(
      expect.stringContaining('cannot be read'),
    );
  });

  it('says that a root cannot be guarded when its snapshots cannot be kept', async () => {
    const it = await world();
    fs.rmSync(path.join(it.base, 'snapshots'), { recursive: true });
    fs.writeFileSync(path.join(it.base, 'snapshots'), '');
    await it.guard.configure({ roots: [], profile: 'balanced' });
    await it.guard.configure({ roots: [it.root], profile: 'balanced' });
    expect(it.problems().map(event => event.problem.message)).toEqual([
      expect.stringMatching(/cannot be guarded \((EEXIST|ENOTDIR)\)/),
    ]);
  });
});
