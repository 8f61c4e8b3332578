import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Settlement } from '../../../server/sentinel/approval.ts';
import { sleep, world, type World, type WorldOptions } from './world.ts';

const settings = '.vscode/settings.json';
const good = '{\n  "a": 1\n}\n';
const bad = '{\n  "a": 2,\n  "evil": true,\n  "evil2": [1]\n}\n';
const merged = '{\n  "a": 2\n}\n';

async function heldWorld(
  name = settings,
  before: string | null = good,
  after = bad,
  options: WorldOptions = {},
) {
  const it = await world({ ...options, files: before === null ? {} : { [name]: before } });
  it.write(name, after);
  await it.until(() => it.store.list()[0]?.finished === true);
  const id = it.store.list()[0]?.id ?? '';
  const settle = (over: Omit<Settlement, 'id'>) => it.guard.settle({ id, ...over });
  return { it, id, settle };
}

const staysAt = async (it: World, name: string, text: string | undefined): Promise<void> => {
  await sleep(250);
  expect(it.read(name)).toBe(text);
};

describe('approving', () => {
  it('brings the whole attempt back and keeps it', async () => {
    const { it, settle } = await heldWorld();
    expect(settle({ action: 'approve' })).toMatchObject({ ok: true, item: { state: 'approved' } });
    await staysAt(it, settings, bad);
    expect(it.store.list()).toHaveLength(1);
  });

  it('brings single keys back onto what the file has become, and keeps holding the rest', async () => {
    const { it, settle } = await heldWorld();
    it.write(settings, '{\n  "a": 7 // mine\n}\n');
    await it.until(() => it.events.some(event => event.type === 'changed'));
    const outcome = settle({ action: 'approve', keys: [['evil']] });
    expect(outcome).toMatchObject({ ok: true, item: { state: 'approved' } });
    const approved = '{\n  "a": 7, // mine\n  "evil": true\n}\n';
    expect([approved, '{\n  "a": 7,\n  "evil": true // mine\n}\n']).toContain(it.read(settings));
    expect(outcome.ok && outcome.item.keys.map(key => [key.keyPath[0], key.restored])).toEqual([
      ['a', false],
      ['evil', false],
      ['evil2', true],
    ]);
    it.write(settings, '{"evil":true,"evil2":[1]}');
    await it.reads(settings, '{"evil":true}');
  });

  it('puts the restored keys onto a file that changed since', async () => {
    const { it, settle } = await heldWorld();
    it.write(settings, '{"b":1}');
    await it.until(() => it.events.some(event => event.type === 'changed'));
    expect(settle({ action: 'reapply' })).toMatchObject({ ok: true });
    expect(JSON.parse(it.read(settings) ?? '')).toEqual({ b: 1, evil: true, evil2: [1] });
  });

  it.each([
    ['a new script', '.husky/pre-commit', null, 'EVIL'],
    ['a changed script', '.husky/pre-commit', 'fine', 'EVIL'],
  ])('writes %s as it was', async (_, name, before, after) => {
    const { it, settle } = await heldWorld(name, before, after);
    expect(it.read(name)).toBe(before ?? undefined);
    expect(settle({ action: 'approve' })).toMatchObject({ ok: true });
    await staysAt(it, name, after);
  });

  it('deletes a file whose deletion was held', async () => {
    const it = await world({ files: { '.mcp.json': '{"deny":1}' } });
    fs.rmSync(it.at('.mcp.json'));
    await it.until(() => it.store.list()[0]?.finished === true);
    expect(it.guard.settle({ id: it.store.list()[0]?.id ?? '', action: 'approve' })).toMatchObject({
      ok: true,
    });
    await staysAt(it, '.mcp.json', undefined);
  });

  it('makes a planted link again', async () => {
    const it = await world();
    fs.mkdirSync(it.at('.vscode'));
    fs.writeFileSync(path.join(it.base, 'x.json'), '{"evil":1}');
    fs.symlinkSync(path.join(it.base, 'x.json'), it.at(settings));
    await it.until(() => it.store.list()[0]?.finished === true);
    expect(it.guard.settle({ id: it.store.list()[0]?.id ?? '', action: 'approve' })).toMatchObject({
      ok: true,
    });
    await staysAt(it, settings, '{"evil":1}');
    expect(fs.lstatSync(it.at(settings)).isSymbolicLink()).toBe(true);
  });

  it('outlives a restart, and nothing nags about it', async () => {
    const { it, settle } = await heldWorld();
    settle({ action: 'approve' });
    it.end();
    const again = await world({ of: it });
    expect(again.read(settings)).toBe(bad);
    expect(again.events.find(event => event.type === 'atRest')).toMatchObject({ files: [] });
    expect(again.held()).toEqual([]);
  });

  it('works for a root that is not open', async () => {
    const { it, settle } = await heldWorld();
    await it.guard.configure({ roots: [], profile: 'balanced' });
    expect(settle({ action: 'approve' })).toMatchObject({ ok: true });
    const again = await world({ of: it });
    expect([again.read(settings), again.held()]).toEqual([bad, []]);
  });

  it('is done once', async () => {
    const { it, settle } = await heldWorld();
    settle({ action: 'approve' });
    it.write(settings, '{"c":1}');
    expect(settle({ action: 'approve' })).toMatchObject({ ok: true });
    expect(it.read(settings)).toBe('{"c":1}');
  });
});

describe('refusing to approve', () => {
  it('over a script that changed since', async () => {
    const { it, settle } = await heldWorld('.husky/pre-commit', 'fine', 'EVIL');
    it.write('.husky/pre-commit', 'finer');
    expect(settle({ action: 'approve' })).toMatchObject({
      ok: false,
      message: expect.stringContaining('the file has changed since. Compare'),
    });
    expect([it.read('.husky/pre-commit'), it.store.list()[0]?.state]).toEqual(['finer', 'held']);
  });

  it('keys onto a file that is broken now', async () => {
    const { it, settle } = await heldWorld();
    it.write(settings, '{"a":');
    expect(settle({ action: 'approve', keys: [['evil']] })).toMatchObject({
      ok: false,
      message: expect.stringContaining('Mend the file'),
    });
  });

  it('onto something that is no file', async () => {
    const { it, settle } = await heldWorld();
    await it.guard.configure({ roots: [], profile: 'balanced' });
    fs.rmSync(it.at(settings));
    fs.mkdirSync(it.at(settings));
    expect(settle({ action: 'approve' })).toMatchObject({
      ok: false,
      message: expect.stringContaining('changed since'),
    });
  });

  it('an item whose bytes are gone', async () => {
    const { it, id, settle } = await heldWorld();
    fs.rmSync(path.join(it.store.folderOf(id), 'attempted.bin'));
    expect(settle({ action: 'approve' })).toMatchObject({
      ok: false,
      message: expect.stringContaining('bytes cannot be read'),
    });
  });

  it('an item that is unknown', async () => {
    const { it } = await heldWorld();
    expect(it.guard.settle({ id: 'nope', action: 'approve' })).toEqual({
      ok: false,
      message: 'This item is no longer in quarantine. Refresh the list.',
    });
  });

  it('a huge file', async () => {
    const it = await world({ files: { [settings]: good } });
    it.write(settings, Buffer.alloc(3 << 20, 32));
    await it.until(() => it.store.list()[0]?.finished === true);
    const id = it.store.list()[0]?.id ?? '';
    expect(it.guard.settle({ id, action: 'approve' })).toMatchObject({
      ok: false,
      message: expect.stringContaining(it.store.folderOf(id)),
    });
  });

  it('when it cannot be kept durably, and then the file stays as it is', async () => {
    let room = true;
    const { it, settle } = await heldWorld(settings, good, bad, {
      calls: {
        renameSync: (from, to) => {
          if (!room && String(to).endsWith('.snap'))
            throw Object.assign(new Error('full'), { code: 'ENOSPC' });
          fs.renameSync(from, to);
        },
      },
    });
    room = false;
    expect(settle({ action: 'approve' })).toMatchObject({
      ok: false,
      message: expect.stringContaining('cannot be kept'),
    });
    expect([it.read(settings), it.store.list()[0]?.state]).toEqual([merged, 'held']);
    room = true;
  });
});

describe('keeping and discarding', () => {
  it.each([
    ['keep', 'kept', [bad]],
    ['discard', 'discarded', []],
  ] as const)(
    '%s leaves the file restored; only what is kept can still be read',
    async (action, state, texts) => {
      const { it, settle } = await heldWorld();
      expect(settle({ action })).toMatchObject({ ok: true, item: { state } });
      expect(it.read(settings)).toBe(merged);
      expect(it.store.list().map(({ id }) => it.store.text(id, 'attempted'))).toEqual(texts);
    },
  );
});
