import { readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLedger } from '../../../server/ledger/ledger.ts';
import { applyRetention, type Retention, type SentSeqs } from '../../../server/ledger/retention.ts';
import { askToRotate, beganAt } from '../../../server/ledger/rotation.ts';
import { readShippedHeads } from '../../../server/ledger/shippedHeads.ts';
import { verifyLedger } from '../../../server/ledger/verify.ts';
import { onlySegment, scratch, segmentFiles, steppingClock, verdict, writeLines } from './stories.ts';

const day = 86_400_000;

/** Writes a ledger with one segment a day; returns its folder and the clock of the day after. */
async function daily(
  days: number,
): Promise<{ readonly folder: string; readonly clock: ReturnType<typeof steppingClock> }> {
  const folder = await scratch();
  const clock = steppingClock();
  for (let at = 0; at < days; at += 1) {
    const ledger = openLedger({ folder, clock });
    await ledger.record(verdict(`day ${at}`));
    await ledger.close();
    clock.jump(day);
  }
  for (const name of await segmentFiles(folder)) {
    const seconds = beganAt(name.slice(0, 27)) / 1000;
    await utimes(path.join(folder, name), seconds, seconds);
  }
  return { folder, clock };
}

const all: SentSeqs = () => ({});
const retain = (
  folder: string,
  clock: ReturnType<typeof steppingClock>,
  retention: Retention,
  sent: SentSeqs = all,
) => applyRetention({ folder, clock, retention, sent });

describe('rotation', () => {
  it('begins a new segment after a day', async () => {
    const { folder } = await daily(3);
    expect((await segmentFiles(folder)).length).toBe(3);
    expect(await verifyLedger(folder)).toMatchObject({ ok: true, files: 3, entries: 3 });
  });

  it('ends the segment of a guard that runs on', async () => {
    const folder = await scratch();
    const clock = steppingClock();
    const ledger = openLedger({ folder, clock });
    await ledger.record(verdict('a', 'deny'));
    clock.jump(day + 1);
    await ledger.record(verdict('b', 'deny'));
    await ledger.record(verdict('c', 'deny'));
    await ledger.close();
    expect((await segmentFiles(folder)).length).toBe(2);
    expect(await verifyLedger(folder)).toMatchObject({ ok: true, entries: 3 });
  });

  it('begins a new one when it is asked to', async () => {
    const folder = await scratch();
    const clock = steppingClock();
    const write = async (id: string): Promise<void> => {
      const ledger = openLedger({ folder, clock });
      await ledger.record(verdict(id));
      await ledger.close();
    };
    await write('a');
    await askToRotate(folder, clock.now());
    clock.jump(10);
    await write('b');
    await write('c');
    expect((await segmentFiles(folder)).length).toBe(2);
    expect(await verifyLedger(folder)).toMatchObject({ ok: true, entries: 3 });
  });
});

describe('retention', () => {
  it('removes what is too old, and the ledger verifies from there on', async () => {
    const { folder, clock } = await daily(5);
    const before = await segmentFiles(folder);
    const { removed } = await retain(folder, clock, { days: 2 });
    expect(removed.length).toBe(4);
    expect(await segmentFiles(folder)).toEqual(before.slice(4));
    const report = await verifyLedger(folder);
    expect(report).toMatchObject({ ok: true, files: 1, problems: [] });
    expect(report.notes.join()).toMatch(
      /4 older files were removed by retention.*It is whole from .* entry 1 on/u,
    );
    // A guard goes on as if nothing was.
    const ledger = openLedger({ folder, clock });
    await ledger.record(verdict('next'));
    await ledger.close();
    expect(await verifyLedger(folder)).toMatchObject({ ok: true });
  });

  it('removes the oldest when there is too much', async () => {
    const { folder, clock } = await daily(4);
    await retain(folder, clock, { megabytes: 1 });
    expect((await segmentFiles(folder)).length).toBe(4);
    const [first] = await segmentFiles(folder);
    const file = path.join(folder, first ?? '');
    await writeFile(file, `${await readFile(file, 'utf8')}${' '.repeat(1024 * 1024)}`);
    // What is no whole line at the end is not removed: it is evidence.
    expect((await retain(folder, clock, { megabytes: 1 })).removed.map(({ reason }) => reason)).toContain(
      'size',
    );
  });

  it('keeps what a target has not taken, until a bound is hit, and says what was lost', async () => {
    const { folder, clock } = await daily(5);
    const nothingSent: SentSeqs = () => ({ collector: 0 });
    expect(await retain(folder, clock, { days: 2 }, nothingSent)).toMatchObject({ removed: [], waiting: 4 });
    expect((await segmentFiles(folder)).length).toBe(5);
    clock.jump(6 * day);
    const { removed } = await retain(folder, clock, { days: 2 }, nothingSent);
    expect(removed.length).toBe(4);
    expect(removed.every(({ unsent, seq }) => unsent['collector'] === seq)).toBe(true);
    expect(await verifyLedger(folder)).toMatchObject({ ok: true });
  });

  it.each([
    [
      'changed',
      async (file: string) =>
        writeFile(file, (await readFile(file, 'utf8')).replace(/"seq":\d+/u, '"seq":1')),
    ],
    ['removed', async (file: string) => rm(file)],
  ])('is not believed when its anchor was %s', async (_story, change) => {
    const { folder, clock } = await daily(3);
    await retain(folder, clock, { days: 2 });
    const anchor = (await readdir(folder)).find(name => name.endsWith('.anchor.json')) ?? '';
    await change(path.join(folder, anchor));
    expect(await verifyLedger(folder)).toMatchObject({ ok: false });
  });

  it('leaves alone what is being written, or damaged', async () => {
    const folder = await scratch();
    const clock = steppingClock();
    const ledger = openLedger({ folder, clock });
    await ledger.record(verdict('a', 'deny'));
    await writeLines(path.join(folder, '20200101T000000000Z-00000000.damaged.jsonl'), ['x']);
    clock.jump(1000 * day);
    expect((await retain(folder, clock, { days: 1, megabytes: 1 })).removed).toEqual([]);
    await ledger.close();
    expect((await segmentFiles(folder)).length).toBe(2);
  });
});

describe('heads that were shipped', () => {
  it('show an end that was cut off together with its head file', async () => {
    const folder = await scratch();
    const clock = steppingClock();
    const ledger = openLedger({ folder, clock });
    for (const id of ['a', 'b', 'c']) await ledger.record(verdict(id, 'deny'));
    await ledger.close();
    const { file, lines } = await onlySegment(folder);
    const shipped = path.join(folder, 'shipped.jsonl');
    const segment = path.basename(file, '.jsonl');
    const { createHash } = await import('node:crypto');
    const records = lines.map((line, at) =>
      JSON.stringify({ segment, seq: at + 1, hash: createHash('sha256').update(line).digest('hex') }),
    );
    await writeLines(shipped, [...records, 'nonsense']);
    const { heads, unknown } = await readShippedHeads(shipped);
    expect({ heads: heads.length, unknown }).toEqual({ heads: 1, unknown: 1 });
    expect(await verifyLedger(folder, { shipped: heads })).toMatchObject({ ok: true });
    // Everything after the opening checkpoint goes, and so does what would tell.
    await writeLines(file, lines.slice(0, 2));
    await rm(path.join(folder, `${segment}.head.json`));
    const report = await verifyLedger(folder, { shipped: heads });
    expect(report.problems).toContainEqual(
      expect.objectContaining({
        kind: 'truncated',
        message: expect.stringContaining('what was shipped') as string,
      }),
    );
    await rm(file);
    expect((await verifyLedger(folder, { shipped: heads })).problems[0]).toMatchObject({ kind: 'removed' });
  });

  it('are read from two runs of which the second was rewritten', async () => {
    const folder = await scratch();
    const hash = (letter: string): string => letter.repeat(64);
    const file = `${folder}.jsonl`;
    await writeLines(
      file,
      [1, 2, 3]
        .map(seq => JSON.stringify({ segment: 's', seq, hash: hash('a') }))
        .concat([1, 2, 3, 4].map(seq => JSON.stringify({ segment: 's', seq, hash: hash('b') }))),
    );
    expect((await readShippedHeads(file)).heads).toEqual([
      { segment: 's', seq: 3, hash: hash('a') },
      { segment: 's', seq: 4, hash: hash('b') },
    ]);
  });
});
