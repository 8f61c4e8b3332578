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
    await seed.until(() => fs.readFileSync(file, 'utf8') === '{"folders":[]}');
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
