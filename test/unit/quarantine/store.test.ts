import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FileCalls } from '../../../server/quarantine/disk.ts';
import { openStore, type QuarantineStore } from '../../../server/quarantine/store.ts';
import { attempt, file, finding, handClock, scratchFolder } from './scratch.ts';

function open(folder: string, clock = handClock(), calls: Partial<FileCalls> = {}): QuarantineStore {
  const opened = openStore({ folder, clock, calls: { ...fs, ...calls } });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return opened.value;
}

function held(store: QuarantineStore, over: Parameters<typeof attempt>[0] = {}) {
  const holding = store.hold(attempt(over));
  if (!holding.ok) throw new Error(JSON.stringify(holding.problems));
  return holding.value;
}

const full = (): never => {
  throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
};

describe('quarantine store', () => {
  it('keeps the exact bytes of both sides and everything known about the attempt', () => {
    const folder = path.join(scratchFolder(), 'q');
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x80, 0x0a]);
    const { item } = held(open(folder), { attempted: file(bytes, 0o755) });
    const reopened = open(folder);
    expect(reopened.content(item.id, 'attempted')).toEqual({ kind: 'file', bytes, mode: 0o755 });
    expect(reopened.content(item.id, 'restored')).toEqual({
      kind: 'file',
      bytes: Buffer.from('{}'),
      mode: 0o644,
    });
    const known = Object.fromEntries(
      Object.entries(attempt()).filter(([key]) => !['attempted', 'restored'].includes(key)),
    );
    expect(reopened.list()).toEqual([
      {
        ...known,
        id: item.id,
        ts: 1_700_000_000_000,
        lastTs: 1_700_000_000_000,
        state: 'held',
        attemptedAbsent: false,
        restoredAbsent: false,
        attemptedKind: 'file',
        restoredKind: 'file',
        attempts: 1,
        finished: false,
      },
    ]);
  });

  it('is private to its user', () => {
    const folder = path.join(scratchFolder(), 'q');
    const { folder: item } = held(open(folder));
    expect([folder, item].map(name => fs.statSync(name).mode & 0o777)).toEqual([0o700, 0o700]);
    expect(fs.readdirSync(item).map(name => fs.statSync(path.join(item, name)).mode & 0o777)).toEqual([
      0o600, 0o600, 0o600,
    ]);
  });

  it('closes a quarantine that was left open to others', () => {
    const folder = scratchFolder();
    fs.chmodSync(folder, 0o755);
    open(folder);
    expect(fs.statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('has everything on disk before hold returns: files, folder, rename, parent', () => {
    const folder = path.join(scratchFolder(), 'q');
    const calls: string[] = [];
    const names = new Map<number, string>();
    const store = open(folder, handClock(), {
      openSync: (name, ...rest) => {
        const descriptor = fs.openSync(name, ...rest);
        names.set(descriptor, path.basename(String(name)));
        return descriptor;
      },
      fsyncSync: descriptor => void calls.push(`sync ${names.get(descriptor)}`),
      renameSync: (from, to) => {
        calls.push('rename');
        fs.renameSync(from, to);
      },
    });
    calls.length = 0;
    const { item } = held(store);
    const temporary = `.tmp-${process.pid}-${item.id}`;
    expect(calls).toEqual([
      'sync attempted.bin',
      'sync restored.bin',
      'sync meta.json',
      `sync ${temporary}`,
      'rename',
      'sync q',
    ]);
  });

  it('counts the same attempt within ten seconds instead of storing it again, from any process', () => {
    const folder = scratchFolder();
    const clock = handClock();
    const [one, other] = [open(folder, clock), open(folder, clock)];
    const first = held(one);
    clock.tick(9_000);
    const second = held(other);
    expect(second).toMatchObject({
      repeated: true,
      item: { id: first.item.id, attempts: 2, lastTs: clock.now() },
    });
    expect(one.list()).toHaveLength(1);
  });

  it.each([
    ['the time is over', (clock: ReturnType<typeof handClock>) => clock.tick(10_001)],
    ['the clock jumped back', (clock: ReturnType<typeof handClock>) => clock.tick(-3_600_000)],
    [
      'the first was settled',
      (_: unknown, store: QuarantineStore, id: string) => store.settle(id, { state: 'kept' }),
    ],
  ])('stores the same attempt anew when %s', (_, change) => {
    const clock = handClock();
    const store = open(scratchFolder(), clock);
    const first = held(store);
    change(clock, store, first.item.id);
    const second = held(store);
    expect(second.repeated).toBe(false);
    expect(second.item.id).not.toBe(first.item.id);
    expect(held(store)).toMatchObject({ repeated: true, item: { id: second.item.id } });
  });

  it('keeps every variant of a repeated attempt and shows the newest', () => {
    const folder = scratchFolder();
    const store = open(folder);
    const { item, folder: home } = held(store);
    for (const text of ['{"a":2}', '{"a":3}']) expect(store.repeat(item.id, file(text)).ok).toBe(true);
    expect(store.text(item.id, 'attempted')).toBe('{"a":3}');
    expect(store.get(item.id)?.attempts).toBe(3);
    const kept = fs
      .readdirSync(home)
      .filter(name => name.endsWith('.bin'))
      .map(name => fs.readFileSync(path.join(home, name), 'utf8'));
    expect(new Set(kept)).toEqual(new Set(['{"a":1}', '{"a":2}', '{"a":3}', '{}']));
    store.repeat(item.id);
    expect(store.text(item.id, 'attempted')).toBe('{"a":3}');
  });

  it('lists newest first and sees what another process settled', () => {
    const folder = scratchFolder();
    const clock = handClock();
    const [one, other] = [open(folder, clock), open(folder, clock)];
    const first = held(one, { path: '/w/a' });
    clock.tick(1);
    const second = held(one, { path: '/w/b' });
    expect(one.list().map(item => item.id)).toEqual([second.item.id, first.item.id]);
    other.settle(first.item.id, { state: 'approved', origin: 'agent', agent: 'codex' });
    expect(one.get(first.item.id)).toMatchObject({ state: 'approved', origin: 'agent', agent: 'codex' });
  });

  it('tells which restores are not known to be done', () => {
    const store = open(scratchFolder());
    const [a, b, c] = ['/a', '/b', '/c'].map(name => held(store, { path: name }).item.id);
    expect(store.finish(a ?? '').ok).toBe(true);
    store.settle(b ?? '', { state: 'approved' });
    expect(store.unfinished().map(item => item.id)).toEqual([c]);
  });

  it('stores links and absence', () => {
    const store = open(scratchFolder());
    const { item } = held(store, {
      attempted: { kind: 'link', target: '/etc/passwd' },
      restored: { kind: 'absent' },
    });
    expect(item).toMatchObject({ attemptedAbsent: false, restoredAbsent: true, attemptedKind: 'link' });
    expect(store.content(item.id, 'attempted')).toEqual({ kind: 'link', target: '/etc/passwd' });
    expect([store.text(item.id, 'attempted'), store.text(item.id, 'restored')]).toEqual([
      '(a link to /etc/passwd)\n',
      '',
    ]);
  });

  it('shows UTF-16 as text', () => {
    const store = open(scratchFolder());
    const { item } = held(store, { attempted: file(Buffer.from('\uFEFF{"a":"ü"}', 'utf16le')) });
    expect(store.text(item.id, 'attempted')).toBe('\uFEFF{"a":"ü"}');
  });

  it('exports the attempted bytes into a new file, never over another', () => {
    const folder = scratchFolder();
    const store = open(path.join(folder, 'q'));
    const { item } = held(store);
    const target = path.join(folder, 'copy');
    expect(store.export(item.id, target)).toEqual({ ok: true, value: target });
    expect(fs.readFileSync(target, 'utf8')).toBe('{"a":1}');
    expect(store.export(item.id, target)).toMatchObject({
      ok: false,
      problems: [{ source: target, message: expect.stringContaining('EEXIST') }],
    });
  });

  it.each(['get', 'text', 'content'] as const)('%s does not leave its folder', call => {
    const store = open(scratchFolder());
    for (const id of ['../x', '', '.', 'a/../..']) expect(store[call](id, 'attempted')).toBeUndefined();
  });

  it.each([
    ['settle', (store: QuarantineStore) => store.settle('0'.repeat(20) + '-1', { state: 'kept' })],
    ['repeat', (store: QuarantineStore) => store.repeat('../../etc')],
    ['export', (store: QuarantineStore) => store.export('nope', '/nonexistent/x')],
  ])('%s of an unknown item says so', (_, call) => {
    expect(call(open(scratchFolder()))).toMatchObject({
      ok: false,
      problems: [{ message: expect.stringContaining('no such item') }],
    });
  });

  it('reports an item whose description is broken, and keeps its bytes', () => {
    const folder = scratchFolder();
    const { item, folder: home } = held(open(folder));
    fs.writeFileSync(path.join(home, 'meta.json'), '{"v":1');
    const store = open(folder);
    expect(store.list()).toEqual([]);
    expect(store.problems()).toMatchObject([
      { source: path.join(folder, item.id), remedy: expect.stringContaining('bytes') },
    ]);
    expect(fs.readFileSync(path.join(home, 'attempted.bin'), 'utf8')).toBe('{"a":1}');
    expect(held(store).item.id).not.toBe(item.id);
  });

  it('lists a thousand items again without reading them again', () => {
    const folder = scratchFolder();
    const clock = handClock();
    const store = open(folder, clock, { fsyncSync: () => undefined });
    for (let n = 0; n < 1000; n++) held(store, { path: `/w/${n}` });
    const first = store.list();
    expect(first).toHaveLength(1000);
    const again = store.list();
    expect(again.every((item, place) => item === first[place])).toBe(true);
  });
});

describe('a full or broken disk', () => {
  it('gives up the reserve once, then stores nothing, leaves nothing half written and says why', () => {
    const folder = scratchFolder();
    let room = true;
    const store = open(folder, handClock(), {
      fsyncSync: descriptor => (room ? fs.fsyncSync(descriptor) : full()),
    });
    expect(fs.statSync(path.join(folder, 'reserve.bin')).size).toBe(1 << 20);
    room = false;
    expect(store.hold(attempt())).toMatchObject({
      ok: false,
      problems: [
        {
          source: folder,
          message: 'Cannot store a change (ENOSPC).',
          remedy: expect.stringContaining('free some space'),
        },
      ],
    });
    expect(fs.readdirSync(folder)).toEqual([]);
    room = true;
    expect(held(store).repeated).toBe(false);
    expect(fs.existsSync(path.join(folder, 'reserve.bin'))).toBe(true);
  });

  it('stores with the help of the reserve', () => {
    const folder = scratchFolder();
    const reserve = path.join(folder, 'reserve.bin');
    let tight = false;
    const store = open(folder, handClock(), {
      fsyncSync: descriptor => (tight && fs.existsSync(reserve) ? full() : fs.fsyncSync(descriptor)),
    });
    tight = true;
    expect(held(store).item.state).toBe('held');
    tight = false;
  });

  it('says so when the quarantine cannot be opened', () => {
    const folder = path.join(scratchFolder(), 'file');
    fs.writeFileSync(folder, '');
    expect(openStore({ folder, clock: handClock() })).toMatchObject({
      ok: false,
      problems: [
        { source: folder, message: expect.stringMatching(/Cannot open the quarantine \((EEXIST|ENOTDIR)\)/) },
      ],
    });
  });

  it('works without a reserve', () => {
    const folder = scratchFolder();
    fs.mkdirSync(path.join(folder, 'reserve.bin', 'x'), { recursive: true });
    expect(held(open(folder)).item.state).toBe('held');
  });
});

describe('recovery at open', () => {
  const dead = 2 ** 22 + 1;
  const stage = (name: string, change: (folder: string) => void): { folder: string; id: string } => {
    const folder = scratchFolder();
    const { item, folder: home } = held(open(folder));
    const temporary = path.join(folder, `.tmp-${name}-${item.id}`);
    fs.renameSync(home, temporary);
    change(temporary);
    return { folder, id: item.id };
  };

  it('completes an item that was whole', () => {
    const { folder, id } = stage(String(dead), () => undefined);
    expect(
      open(folder)
        .unfinished()
        .map(item => item.id),
    ).toEqual([id]);
  });

  it.each([
    ['torn bytes', (folder: string) => fs.truncateSync(path.join(folder, 'attempted.bin'), 3)],
    ['a torn description', (folder: string) => fs.truncateSync(path.join(folder, 'meta.json'), 30)],
    ['no description', (folder: string) => fs.rmSync(path.join(folder, 'meta.json'))],
    ['no restored side', (folder: string) => fs.rmSync(path.join(folder, 'restored.bin'))],
  ])('clears one with %s', (_, change) => {
    const { folder } = stage(String(dead), change);
    expect(open(folder).list()).toEqual([]);
    expect(fs.readdirSync(folder)).toEqual(['reserve.bin']);
  });

  it('leaves alone what a running process is writing', () => {
    const { folder } = stage('1', () => undefined);
    open(folder);
    expect(fs.readdirSync(folder).filter(name => name.startsWith('.tmp-1-'))).toHaveLength(1);
  });

  it('keeps findings without keys, and refuses a description with a wrong shape', () => {
    const folder = scratchFolder();
    const { item, folder: home } = held(open(folder), { findings: [finding('x')], keys: [] });
    expect(open(folder).get(item.id)?.findings).toEqual([finding('x')]);
    const meta = JSON.parse(fs.readFileSync(path.join(home, 'meta.json'), 'utf8')) as {
      item: Record<string, unknown>;
    };
    for (const [key, value] of Object.entries({
      state: 'odd',
      ts: '1',
      keys: [{}],
      findings: [{}],
      policies: [1],
      origin: 2,
      path: 3,
      attemptedAbsent: 0,
    })) {
      const text = JSON.stringify({ ...meta, item: { ...meta.item, [key]: value } });
      fs.writeFileSync(path.join(home, 'next'), text);
      fs.renameSync(path.join(home, 'next'), path.join(home, 'meta.json'));
      expect([key, open(folder).get(item.id)]).toEqual([key, undefined]);
    }
  });
});
