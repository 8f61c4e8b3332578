import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sleep, world, type World } from './world.ts';
import { evilClassifier } from './evil.ts';
import { attempt, file } from '../quarantine/scratch.ts';

const settings = '.vscode/settings.json';
const good = '{\n  "a": 1\n}\n';
const bad = '{\n  "a": 2,\n  "evil": true\n}\n';
const merged = '{\n  "a": 2\n}\n';

const atRest = (it: World) => it.events.filter(event => event.type === 'atRest');
const restart = async (
  it: World,
  change: () => void = () => undefined,
  over: Parameters<typeof world>[0] = {},
) => {
  it.end();
  change();
  return world({ of: it, ...over });
};

describe('first sight of a root', () => {
  it('takes what is there as known-good, tells its risks and leaves it', async () => {
    const it = await world({ files: { [settings]: bad, '.husky/pre-push': 'EVIL', '.mcp.json': '{}' } });
    expect(atRest(it)).toMatchObject([{ root: it.root, firstSight: true }]);
    expect(
      atRest(it)[0]
        ?.files.map(({ path: place, findings }) => [
          path.relative(it.root, place),
          findings.map(({ ruleId }) => ruleId),
        ])
        .sort(),
    ).toEqual([
      ['.husky/pre-push', ['evil-text']],
      [settings, ['evil']],
    ]);
    expect([it.read(settings), it.store.list()]).toEqual([bad, []]);
    it.write(settings, '{\n  "a": 5,\n  "evil": true\n}\n');
    await it.until(() => it.events.some(event => event.type === 'changed'));
    expect(it.held()).toEqual([]);
  });

  it('neutralises it where the profile is locked, but not what a repository lives on', async () => {
    const it = await world({
      files: { [settings]: bad, '.husky/pre-push': 'EVIL', '.git/config': 'EVIL' },
      profile: 'locked',
      classifier: { ...evilClassifier, globs: [...evilClassifier.globs, '**/.git/config'] },
    });
    await it.reads(settings, merged);
    await it.reads('.husky/pre-push', undefined);
    expect(it.read('.git/config')).toBe('EVIL');
    expect(
      it.store
        .list()
        .map(item => path.basename(item.path))
        .sort(),
    ).toEqual(['pre-push', 'settings.json']);
    expect(atRest(it)[0]?.files.map(({ path: place }) => path.basename(place))).toEqual(['config']);
  });

  it('tells a link that stands for a protected file, with what is behind it', async () => {
    const seed = await world();
    fs.writeFileSync(path.join(seed.base, 'shared.json'), '{"evil":1}');
    fs.mkdirSync(seed.at('.vscode'));
    seed.end();
    fs.rmSync(path.join(seed.base, 'snapshots'), { recursive: true });
    fs.symlinkSync(path.join(seed.base, 'shared.json'), seed.at(settings));
    const it = await world({ of: seed });
    expect(atRest(it)[0]?.files.flatMap(({ findings }) => findings.map(({ ruleId }) => ruleId))).toEqual([
      'sentinel.link',
      'evil',
    ]);
    expect(fs.lstatSync(it.at(settings)).isSymbolicLink()).toBe(true);
  });

  it('restores what was behind a link as a file of its own when that turns risky', async () => {
    const base = await world();
    base.end();
    fs.rmSync(path.join(base.base, 'snapshots'), { recursive: true });
    const shared = path.join(base.base, 'shared.json');
    fs.writeFileSync(shared, '{"a":1}');
    fs.mkdirSync(base.at('.vscode'));
    fs.symlinkSync(shared, base.at(settings));
    const it = await world({ of: base, pollEvery: 50 });
    fs.writeFileSync(shared, '{"a":1,"evil":1}');
    await it.reads(settings, '{"a":1}');
    expect(fs.lstatSync(it.at(settings)).isFile()).toBe(true);
    expect(fs.readFileSync(shared, 'utf8')).toBe('{"a":1,"evil":1}');
  });
});

describe('while the guard was down', () => {
  it.each([
    ['a risky change', (it: World) => it.write(settings, bad), settings, merged],
    [
      'a new risky file',
      (it: World) => it.write('sub/.vscode/settings.json', '{"evil":1}'),
      'sub/.vscode/settings.json',
      undefined,
    ],
    ['a risky deletion', (it: World) => fs.rmSync(it.at('.mcp.json')), '.mcp.json', '{"deny":[]}'],
    [
      'a planted link',
      (it: World) => {
        fs.rmSync(it.at(settings));
        fs.symlinkSync('/etc/passwd', it.at(settings));
      },
      settings,
      good,
    ],
  ])('%s is found at start and held like a live one', async (_, change, name, restored) => {
    const first = await world({ files: { [settings]: good, '.mcp.json': '{"deny":[]}' } });
    const it = await restart(first, () => change(first));
    expect(it.read(name)).toBe(restored);
    expect(it.held()).toHaveLength(1);
    expect(atRest(it)).toMatchObject([{ firstSight: false, files: [] }]);
  });

  it('a harmless change becomes known-good', async () => {
    const first = await world({ files: { [settings]: good } });
    const it = await restart(first, () => first.write(settings, '{"b":1}'));
    expect([it.held(), it.read(settings)]).toEqual([[], '{"b":1}']);
  });

  it('a torn snapshot makes a risky file new, not known-good', async () => {
    const first = await world({ files: { [settings]: bad } });
    const it = await restart(first, () => {
      const folder = path.join(first.base, 'snapshots');
      for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (name.endsWith('.snap')) fs.truncateSync(path.join(folder, name), 40);
      }
    });
    expect(it.read(settings)).toBe(merged);
  });

  it('a longer watch list is no attack: what it adds is first seen now', async () => {
    const first = await world({ files: { 'more/x.conf': 'EVIL' } });
    const classifier = { ...evilClassifier, globs: [...evilClassifier.globs, '**/more/*.conf'] };
    const it = await restart(first, () => undefined, { classifier });
    expect(atRest(it)[0]?.files.map(({ path: place }) => place)).toEqual([it.at('more/x.conf')]);
    expect(it.read('more/x.conf')).toBe('EVIL');
  });
});

describe('after a crash', () => {
  const crashed = async (onDisk: string) => {
    const first = await world({ files: { [settings]: good } });
    first.end();
    fs.writeFileSync(first.at(settings), onDisk);
    const held = first.store.hold(
      attempt({ path: first.at(settings), root: first.root, attempted: file(bad), restored: file(merged) }),
    );
    return { it: await world({ of: first }), id: held.ok ? held.value.item.id : '' };
  };

  it('finishes a restore that was stored but not done', async () => {
    const { it, id } = await crashed(bad);
    expect(it.read(settings)).toBe(merged);
    expect(it.store.list().map(item => [item.id, item.finished])).toEqual([[id, true]]);
    expect(it.held().map(event => event.item.id)).toEqual([id]);
  });

  it('leaves a file alone that holds something else by now', async () => {
    const { it, id } = await crashed('{"later":1}');
    expect(it.read(settings)).toBe('{"later":1}');
    expect(it.store.get(id)?.finished).toBe(true);
  });

  it('clears the temporary file of a killed restore', async () => {
    const first = await world({ files: { [settings]: good } });
    const it = await restart(first, () =>
      fs.writeFileSync(first.at('.vscode/.ringfence-4194305-abcdefgh.tmp'), merged),
    );
    expect(fs.readdirSync(it.at('.vscode'))).toEqual(['settings.json']);
  });
});

describe('two windows on one folder', () => {
  it('hold one change as one item', async () => {
    const one = await world({ files: { [settings]: good } });
    const other = await world({ of: one });
    one.write(settings, bad);
    await one.reads(settings, merged);
    await one.until(() => one.held().length + other.held().length > 0);
    await sleep(200);
    expect(one.store.list()).toHaveLength(1);
    expect(one.read(settings)).toBe(merged);
  });

  it('respect an approval given in the other one', async () => {
    const one = await world({ files: { [settings]: good } });
    const other = await world({ of: one });
    one.write(settings, bad);
    await one.until(() => one.store.list()[0]?.finished === true);
    expect(one.guard.settle({ id: one.store.list()[0]?.id ?? '', action: 'approve' })).toMatchObject({
      ok: true,
    });
    await sleep(300);
    expect(one.read(settings)).toBe(bad);
    other.write(settings, '{\n  "a": 2,\n  "evil": true,\n  "evil2": 1\n}\n');
    await other.reads(settings, bad);
  });
});
