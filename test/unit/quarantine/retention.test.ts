/** Retention: what was decided long ago goes, with an entry; what nobody decided on stays, whatever happens. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { LedgerBody } from '../../../common/ledger.ts';
import type { ItemState } from '../../../common/quarantine.ts';
import { inspectQuarantine } from '../../../server/cli/doctor/inspect.ts';
import { keepRetention, keptDays, removeDecided } from '../../../server/quarantine/retention.ts';
import { bytesIn } from '../../../server/quarantine/size.ts';
import { openStore, type QuarantineStore } from '../../../server/quarantine/store.ts';
import { attempt, file, handClock, scratchFolder } from './scratch.ts';

const day = 86_400_000;
const now = 1_800_000_000_000;

/** Makes a quarantine that holds an item of each state, decided so many days ago. */
function quarantine(states: readonly (readonly [ItemState, number])[]) {
  const folder = path.join(scratchFolder(), 'q');
  const opened = openStore({ folder, clock: handClock(now - 400 * day) });
  if (!opened.ok) throw new Error('not opened');
  const store = opened.value;
  const ids = states.map(([state, days]) => {
    const holding = store.hold(attempt({ path: `/w/${state}-${days}` }));
    if (!holding.ok) throw new Error('not held');
    const { id } = holding.value.item;
    if (state !== 'held') store.settle(id, { state });
    decided(folder, id, days);
    return id;
  });
  const recorded: LedgerBody[] = [];
  const record = (body: LedgerBody): Promise<void> => Promise.resolve(void recorded.push(body));
  return { folder, store, ids, recorded, record, days: () => keptDays as number | undefined };
}

/** Makes it so many days since anything was written of an item. */
function decided(folder: string, id: string, days: number): void {
  const time = new Date(now - days * day);
  fs.utimesSync(path.join(folder, id, 'meta.json'), time, time);
}

const pathsIn = (store: QuarantineStore): readonly string[] =>
  store
    .list()
    .map(item => item.path)
    .toSorted();

describe('what was decided', () => {
  it('goes 90 days later, and the ledger says so', async () => {
    const place = quarantine([
      ['held', 300],
      ['approved', 92],
      ['kept', 91],
      ['approved', 89],
      ['kept', 0],
    ]);
    expect(await removeDecided({ ...place, now })).toBe(2);
    expect(pathsIn(place.store)).toEqual(['/w/approved-89', '/w/held-300', '/w/kept-0']);
    expect(place.recorded).toEqual(
      [1, 2].map(at => ({
        type: 'item',
        itemId: place.ids[at],
        path: at === 1 ? '/w/approved-92' : '/w/kept-91',
        action: 'expired',
        by: 'guard',
        keys: [],
      })),
    );
    expect(fs.readdirSync(place.folder).filter(name => name.startsWith('.'))).toEqual([]);
  });

  it('goes when a profile says so, and stays while no profile can be read', async () => {
    const place = quarantine([
      ['kept', 200],
      ['approved', 400],
    ]);
    expect(await removeDecided({ ...place, days: () => undefined, now })).toBe(0);
    expect(await removeDecided({ ...place, days: () => 365, now })).toBe(1);
    expect(pathsIn(place.store)).toEqual(['/w/kept-200']);
  });

  it('stays when an attempt came later than the decision', async () => {
    const place = quarantine([['kept', 200]]);
    const clock = handClock(now - day);
    const opened = openStore({ folder: place.folder, clock });
    if (!opened.ok) throw new Error('not opened');
    opened.value.repeat(place.ids[0] ?? '', file('later'));
    decided(place.folder, place.ids[0] ?? '', 200);
    expect(await removeDecided({ ...place, now })).toBe(0);
  });

  it('stays when the ledger cannot take the entry', async () => {
    const place = quarantine([['kept', 200]]);
    const full = (): Promise<void> => Promise.reject(new Error('disk full'));
    await expect(removeDecided({ ...place, record: full, now })).rejects.toThrow('disk full');
    expect(pathsIn(place.store)).toEqual(['/w/kept-200']);
    expect(place.store.content(place.ids[0] ?? '', 'attempted')).toMatchObject({ kind: 'file' });
  });

  it('goes once, whoever else looks', async () => {
    const place = quarantine([['kept', 200]]);
    const other = openStore({ folder: place.folder, clock: handClock(now) });
    if (!other.ok) throw new Error('not opened');
    const both = [place.store, other.value].map(store => removeDecided({ ...place, store, now }));
    expect((await Promise.all(both)).toSorted()).toEqual([0, 1]);
    expect(place.recorded).toHaveLength(1);
  });
});

describe('what nobody decided', () => {
  it('stays for ever, as does what cannot be read', async () => {
    const place = quarantine([
      ['held', 4_000],
      ['kept', 4_000],
    ]);
    fs.writeFileSync(path.join(place.folder, place.ids[1] ?? '', 'meta.json'), '{ torn');
    decided(place.folder, place.ids[1] ?? '', 4_000);
    const again = openStore({ folder: place.folder, clock: handClock(now) });
    if (!again.ok) throw new Error('not opened');
    for (const store of [place.store, again.value])
      expect(await removeDecided({ ...place, store, now })).toBe(0);
    expect(place.ids.map(id => fs.existsSync(path.join(place.folder, id, 'attempted.bin')))).toEqual([
      true,
      true,
    ]);
    expect(place.recorded).toEqual([]);
  });

  it('stays when it was decided and is held again meanwhile', () => {
    const place = quarantine([['kept', 200]]);
    const [id = ''] = place.ids;
    place.store.settle(id, { state: 'held' });
    expect(place.store.setAside(id)).toBeUndefined();
    expect(pathsIn(place.store)).toEqual(['/w/kept-200']);
  });
});

it('a guard looks when it starts and every day after', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const place = quarantine([
    ['kept', 200],
    ['kept', 89.5],
  ]);
  const failed = vi.fn();
  const began = Date.now();
  const clock = { now: () => now + Date.now() - began };
  const end = keepRetention({ ...place, clock, failed, ready: Promise.resolve() });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(place.recorded).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(day);
  expect(place.recorded).toHaveLength(2);
  end();
  expect(vi.getTimerCount()).toBe(0);
  expect(failed).not.toHaveBeenCalled();
});

it('its size is told, with what was moved in whole', () => {
  const place = quarantine([['held', 1]]);
  const before = bytesIn(place.folder).bytes;
  expect(before).toBeGreaterThan(100);
  const tree = path.join(place.folder, place.ids[0] ?? '', 'attempted.tree', 'deep');
  fs.mkdirSync(tree, { recursive: true });
  fs.writeFileSync(path.join(tree, 'file'), Buffer.alloc(5_000));
  fs.symlinkSync('/', path.join(tree, 'link'));
  expect(bytesIn(place.folder)).toEqual({ bytes: before + 5_001, whole: true });
  expect(bytesIn(path.join(place.folder, 'absent'))).toEqual({ bytes: 0, whole: true });
  expect(bytesIn(place.folder, 2).whole).toBe(false);
  expect(inspectQuarantine({ quarantine: place.folder }).detail).toBe(
    '1 held back, waiting for a decision. It takes 0.0 MiB.',
  );
});

it('doctor says what will go', () => {
  const place = quarantine([
    ['kept', 1],
    ['approved', 1],
  ]);
  const tree = path.join(place.folder, place.ids[0] ?? '', 'attempted.tree');
  fs.writeFileSync(tree, '');
  fs.truncateSync(tree, 3 * 1024 * 1024);
  expect(inspectQuarantine({ quarantine: place.folder }).detail).toBe(
    'Nothing is held back. It takes 3.0 MiB; 2 decided, removed 90 days after the decision unless a profile says otherwise.',
  );
});
