import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sleep, world } from './world.ts';

const settings = '.vscode/settings.json';
const good = '{\n  // mine\n  "a": 1\n}\n';
const bad = '{\n  // mine\n  "a": 2,\n  "evil": true\n}\n';
const merged = '{\n  // mine\n  "a": 2\n}\n';

describe('live changes', () => {
  it('takes back the risky key, keeps the harmless one, and has the attempt in quarantine', async () => {
    const it = await world({ files: { [settings]: good } });
    it.write(settings, bad);
    await it.reads(settings, merged);
    await it.until(() => it.held().length === 1);
    const [held] = it.held();
    expect(held?.item).toMatchObject({
      path: it.at(settings),
      root: it.root,
      state: 'held',
      finished: true,
      reason: 'Held back because it removes approval or oversight.',
    });
    expect(held?.item.keys.map(key => [key.keyPath[0], key.restored])).toEqual([
      ['a', false],
      ['evil', true],
    ]);
    expect(it.store.text(held?.item.id ?? '', 'attempted')).toBe(bad);
    expect(it.store.text(held?.item.id ?? '', 'restored')).toBe(merged);
  });

  it('is stored before it is restored', async () => {
    const order: string[] = [];
    const it = await world({
      files: { [settings]: good },
      calls: {
        renameSync: (from, to) => {
          order.push(
            String(to).includes('quarantine')
              ? 'stored'
              : String(to).endsWith('settings.json')
                ? 'restored'
                : 'other',
          );
          fs.renameSync(from, to);
        },
      },
    });
    order.length = 0;
    it.write(settings, bad);
    await it.reads(settings, merged);
    expect(order.filter(step => step !== 'other').slice(0, 2)).toEqual(['stored', 'restored']);
  });

  it('accepts harmless changes and compares later ones with them', async () => {
    const it = await world({ files: { [settings]: good } });
    it.write(settings, '{"b":1}');
    await it.until(() => it.events.some(event => event.type === 'changed'));
    it.write(settings, '{"b":2,"evil":1}');
    await it.reads(settings, '{"b":2}');
  });

  it.each([
    [
      'an editor that saves by rename',
      (file: string) => {
        fs.writeFileSync(`${file}~`, bad);
        fs.renameSync(`${file}~`, file);
      },
      merged,
    ],
    [
      'an editor that moves the old file away first',
      (file: string) => {
        fs.renameSync(file, `${file}.bak`);
        fs.writeFileSync(file, bad);
      },
      merged,
    ],
    [
      'a truncating write in two halves',
      (file: string) => {
        const fd = fs.openSync(file, 'w');
        fs.writeSync(fd, bad.slice(0, 20));
        fs.writeSync(fd, bad.slice(20));
        fs.closeSync(fd);
      },
      merged,
    ],
    [
      'an append',
      (file: string) => {
        fs.writeFileSync(file, '{"a":1');
        fs.appendFileSync(file, ',"evil":1}');
      },
      '{"a":1}',
    ],
    [
      'broken JSON that a forgiving reader would honour',
      (file: string) => fs.writeFileSync(file, '{"evil": true'),
      good,
    ],
    ['UTF-16', (file: string) => fs.writeFileSync(file, Buffer.from('\uFEFF{"evil":1}', 'utf16le')), good],
    [
      'a byte order mark',
      (file: string) => fs.writeFileSync(file, '\uFEFF{"a":3,"evil":1}'),
      '\uFEFF{"a":3}',
    ],
    ['duplicate keys', (file: string) => fs.writeFileSync(file, '{"evil":0,"b":1,"evil":1}'), good],
    ['a change that nobody can judge', (file: string) => fs.writeFileSync(file, '{"THROW":1}'), good],
    [
      'rights that nobody had',
      (file: string) => {
        fs.writeFileSync(file, bad);
        fs.chmodSync(file, 0o777);
      },
      merged,
    ],
  ])('holds %s', async (_, attack, restored) => {
    const it = await world({ files: { [settings]: good } });
    attack(it.at(settings));
    await it.reads(settings, restored);
    await it.until(() => it.held().length > 0);
    await sleep(120);
    expect(it.read(settings)).toBe(restored);
    expect(fs.statSync(it.at(settings)).mode & 0o777).toBe(0o644);
  });

  it('does not take half a write for the attempt', async () => {
    const it = await world({ files: { [settings]: good } });
    const descriptor = fs.openSync(it.at(settings), 'w');
    fs.writeSync(descriptor, bad.slice(0, 25));
    await sleep(2);
    fs.writeSync(descriptor, bad.slice(25));
    fs.closeSync(descriptor);
    await it.until(() => it.held().length > 0);
    expect(it.store.list().map(item => it.store.text(item.id, 'attempted'))).toEqual([bad]);
  });

  it('keeps what a writer adds after the restore took its file away', async () => {
    const it = await world({ files: { [settings]: good } });
    const descriptor = fs.openSync(it.at(settings), 'w');
    fs.writeSync(descriptor, bad);
    await it.reads(settings, merged);
    fs.writeSync(descriptor, '// and more\n');
    fs.closeSync(descriptor);
    await it.until(() =>
      it.store.list().some(item => it.store.text(item.id, 'attempted') === `${bad}// and more\n`),
    );
    expect(it.read(settings)).toBe(merged);
  });

  it('keeps what was known while a file is empty for a while', async () => {
    const it = await world({ files: { [settings]: '{"evil":1,"a":1}' } });
    fs.truncateSync(it.at(settings));
    await sleep(150);
    it.write(settings, '{"evil":1,"a":2}');
    await it.until(() => it.events.some(event => event.type === 'changed'));
    expect(it.held()).toEqual([]);
    expect(it.read(settings)).toBe('{"evil":1,"a":2}');
  });

  it('holds a new file in a new folder, at any depth', async () => {
    const it = await world();
    it.write('packages/a/b/.vscode/settings.json', '{"evil":1}');
    await it.reads('packages/a/b/.vscode/settings.json', undefined);
    await it.until(() => it.held().length === 1);
    expect(it.held()[0]?.item).toMatchObject({ restoredAbsent: true, attemptedAbsent: false });
  });

  it('holds files of a folder that is moved in, and scripts', async () => {
    const it = await world();
    fs.mkdirSync(path.join(it.base, 'elsewhere', '_'), { recursive: true });
    fs.writeFileSync(path.join(it.base, 'elsewhere', 'pre-commit'), 'EVIL');
    fs.writeFileSync(path.join(it.base, 'elsewhere', '_', 'deep'), 'EVIL');
    fs.writeFileSync(path.join(it.base, 'elsewhere', 'fine'), 'fine');
    fs.renameSync(path.join(it.base, 'elsewhere'), it.at('.husky'));
    await it.until(() => it.held().length === 2);
    expect([it.read('.husky/pre-commit'), it.read('.husky/_/deep'), it.read('.husky/fine')]).toEqual([
      undefined,
      undefined,
      'fine',
    ]);
  });

  it('restores a whole file of another format', async () => {
    const it = await world({ files: { '.codex/config.toml': 'a = 1\n' } });
    it.write('.codex/config.toml', 'a = 2\nEVIL = 1\n');
    await it.reads('.codex/config.toml', 'a = 1\n');
  });

  it('recreates a file whose deletion is risky, and accepts a harmless deletion', async () => {
    const it = await world({ files: { [settings]: '{"deny":[]}', '.claude/x.json': '{}' } });
    fs.rmSync(it.at('.vscode'), { recursive: true });
    await it.reads(settings, '{"deny":[]}');
    await it.until(() => it.held().length === 1);
    expect(it.held()[0]?.item.attemptedAbsent).toBe(true);
    fs.rmSync(it.at('.claude/x.json'));
    await it.until(() =>
      it.events.some(event => event.type === 'changed' && event.path === it.at('.claude/x.json')),
    );
    expect(it.read('.claude/x.json')).toBeUndefined();
  });

  it('does not mind disguised names', async () => {
    const it = await world();
    it.write('.VSCode/Settings.JSON', '{"evil":1}');
    await it.reads('.VSCode/Settings.JSON', undefined);
  });

  it('leaves dependencies and ordinary files alone', async () => {
    const it = await world();
    it.write('node_modules/x/.vscode/settings.json', '{"evil":1}');
    it.write('src/settings.json', '{"evil":1}');
    it.write(settings, '{"evil":1}');
    await it.reads(settings, undefined);
    expect([it.read('node_modules/x/.vscode/settings.json'), it.read('src/settings.json')]).toEqual([
      '{"evil":1}',
      '{"evil":1}',
    ]);
  });

  it('only observes where the profile says so', async () => {
    const it = await world({ files: { [settings]: good }, profile: 'observe' });
    it.write(settings, bad);
    await it.until(() => it.events.some(event => event.type === 'observed'));
    expect([it.read(settings), it.store.list()]).toEqual([bad, []]);
  });

  it('guards a workspace file outside every root, and nothing else there', async () => {
    const seed = await world();
    const file = path.join(seed.base, 'my.code-workspace');
    fs.writeFileSync(file, '{"folders":[]}');
    await seed.guard.configure({ roots: [seed.root], profile: 'balanced', workspaceFile: file });
    fs.mkdirSync(path.join(seed.base, '.vscode'));
    fs.writeFileSync(path.join(seed.base, '.vscode', 'settings.json'), '{"evil":1}');
    fs.writeFileSync(file, '{"folders":[],"settings":{"evil":1}}');
    await seed.until(() => fs.readFileSync(file, 'utf8') === '{"folders":[],"settings":{}}');
    expect(fs.readFileSync(path.join(seed.base, '.vscode', 'settings.json'), 'utf8')).toBe('{"evil":1}');
  });

  it('stops guarding a root that was closed', async () => {
    const it = await world({ files: { [settings]: good } });
    await it.guard.configure({ roots: [], profile: 'balanced' });
    it.write(settings, bad);
    await sleep(100);
    expect(it.read(settings)).toBe(bad);
  });
});

describe('attackers', () => {
  it('puts a planted link into quarantine and never writes through it', async () => {
    const it = await world({ files: { [settings]: good } });
    const outside = path.join(it.base, 'outside.json');
    fs.writeFileSync(outside, '{"evil":1}');
    fs.rmSync(it.at(settings));
    fs.symlinkSync(outside, it.at(settings));
    await it.until(() => it.held().length === 1);
    await it.reads(settings, good);
    expect(fs.lstatSync(it.at(settings)).isFile()).toBe(true);
    expect(fs.readFileSync(outside, 'utf8')).toBe('{"evil":1}');
    expect(it.store.content(it.held()[0]?.item.id ?? '', 'attempted')).toEqual({
      kind: 'link',
      target: outside,
    });
  });

  it('takes a link away that stands for a protected folder, and brings its files back', async () => {
    const it = await world({ files: { [settings]: good } });
    fs.mkdirSync(path.join(it.base, 'evil'));
    fs.writeFileSync(path.join(it.base, 'evil', 'settings.json'), '{"evil":1}');
    fs.renameSync(it.at('.vscode'), it.at('old'));
    fs.symlinkSync(path.join(it.base, 'evil'), it.at('.vscode'));
    await it.until(() => it.held().some(event => event.item.attemptedKind === 'link'));
    await it.reads(settings, good);
    expect(fs.lstatSync(it.at('.vscode')).isDirectory()).toBe(true);
    expect(fs.readdirSync(path.join(it.base, 'evil'))).toEqual(['settings.json']);
  });

  it('moves a folder in the place of a file into quarantine whole', async () => {
    const it = await world({ files: { '.mcp.json': '{}' } });
    fs.rmSync(it.at('.mcp.json'));
    fs.mkdirSync(it.at('.mcp.json'));
    fs.writeFileSync(it.at('.mcp.json/loot'), 'x');
    await it.reads('.mcp.json', '{}');
    await it.until(() => it.held().length > 0);
    const id = it.held()[0]?.item.id ?? '';
    const target = path.join(it.base, 'export');
    expect(it.store.export(id, target)).toEqual({ ok: true, value: target });
    expect(it.store.get(id)?.attemptedKind).toBe('tree');
  });

  it('keeps a huge file whole and restores the small one', async () => {
    const it = await world({ files: { [settings]: good } });
    const huge = Buffer.alloc(50 << 20, 0x20);
    it.write(settings, huge);
    await it.reads(settings, good);
    await it.until(() => it.held().length > 0);
    const kept = path.join(it.store.folderOf(it.held()[0]?.item.id ?? ''), 'attempted.tree');
    expect(fs.statSync(kept).size).toBe(huge.length);
  });

  it.each([['a pipe that would block a reader', 'mkfifo']])('removes %s', async (_, program) => {
    const { execFileSync } = await import('node:child_process');
    const it = await world({ files: { [settings]: good } });
    fs.rmSync(it.at(settings));
    execFileSync(program, [it.at(settings)]);
    await it.until(() => fs.lstatSync(it.at(settings), { throwIfNoEntry: false })?.isFile() === true);
    await it.reads(settings, good);
  });

  it('wins against a writer that never stops, in one item, losing none of its bytes', async () => {
    const it = await world({ files: { [settings]: good } });
    const written = new Set<string>();
    for (let round = 0; round < 300; round++) {
      const text = `{"a":${round % 7},"evil":${round % 5}}`;
      it.write(settings, text);
      written.add(text);
      await sleep(2);
    }
    await it.until(() => it.read(settings)?.includes('evil') === false);
    const items = it.store.list();
    expect(items.length).toBeLessThan(12);
    expect(Math.max(...items.map(item => item.attempts))).toBeGreaterThan(10);
    expect(it.held().length).toBeLessThan(60);
    for (const item of items) {
      for (const name of fs
        .readdirSync(it.store.folderOf(item.id))
        .filter(name => name.startsWith('variant-'))) {
        expect(written).toContain(fs.readFileSync(path.join(it.store.folderOf(item.id), name), 'utf8'));
      }
    }
  });

  it('keeps the last state of ten thousand changes in a burst', async () => {
    const it = await world({ files: { [settings]: good } });
    for (let round = 0; round < 10_000; round++)
      fs.writeFileSync(it.at(round % 2 ? settings : 'noise'), `{"a":${round}}`);
    it.write(settings, '{"a":-1,"evil":1}');
    await it.reads(settings, '{"a":-1}');
    expect(it.held()).toHaveLength(1);
  });

  it('is not led around by link loops', async () => {
    const it = await world();
    fs.mkdirSync(it.at('a/.claude'), { recursive: true });
    fs.symlinkSync('..', it.at('a/.claude/up'));
    fs.symlinkSync('.claude', it.at('.claude'));
    fs.symlinkSync('.', it.at('.vscode'));
    it.write('a/.claude/x.json', '{"evil":1}');
    await it.reads('a/.claude/x.json', undefined);
    await it.until(() =>
      ['.claude', '.vscode'].every(
        name => fs.lstatSync(it.at(name), { throwIfNoEntry: false }) === undefined,
      ),
    );
  });
});

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
    if (process.getuid?.() === 0) return expect(it.problems()).toEqual([]);
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
