import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { stateFiles, type StateFiles } from '../../../server/export/positions.ts';
import { diskFull, onlySegment, writeLines } from '../ledger/stories.ts';
import { eventIds, makeStage, pass, playedTransport } from './stage.ts';

const many = (count: number, from = 1): readonly number[] =>
  Array.from({ length: count }, (_, at) => from + at);
const ids = (count: number, from = 1): readonly string[] => many(count, from).map(id => `e${id}`);

describe('a pump', () => {
  it('sends every line once, in order, in bounded batches, and goes on where it was', async () => {
    const stage = await makeStage();
    const transport = playedTransport();
    await stage.write(...many(50));
    expect(await pass(stage.pump(transport, { size: { records: 20, bytes: 1e6 } }))).toBe('done');
    expect(eventIds(transport.sent.flat())).toEqual(ids(50));
    expect(Math.max(...transport.sent.map(batch => batch.length))).toBeLessThanOrEqual(20);
    await stage.write(...many(5, 51));
    // Another process: nothing is in memory.
    expect(await pass(stage.pump(transport))).toBe('done');
    expect(eventIds(transport.sent.flat())).toEqual(ids(55));
    const uids = transport.sent.flat().map(record => record.uid);
    expect(new Set(uids).size).toBe(uids.length);
  });

  it('bounds batches by their bytes as well', async () => {
    const stage = await makeStage();
    const transport = playedTransport();
    await stage.write(...many(30));
    await pass(stage.pump(transport, { size: { records: 1000, bytes: 2000 } }));
    expect(transport.sent.length).toBeGreaterThan(5);
    expect(eventIds(transport.sent.flat())).toEqual(ids(30));
  });

  it('loses nothing while the receiver is away, and waits longer each time', async () => {
    const stage = await makeStage();
    const away = { kind: 'again', reason: 'away' } as const;
    const transport = playedTransport(away, away, { ...away, after: 90_000 });
    await stage.write(1, 2, 3);
    const pump = stage.pump(transport);
    expect(await pump.step()).toEqual({ kind: 'wait', ms: 1000, reason: 'away' });
    expect(await pump.step()).toEqual({ kind: 'wait', ms: 2000, reason: 'away' });
    expect(await pump.step()).toEqual({ kind: 'wait', ms: 90_000, reason: 'away' });
    expect((await pump.state()).problem).toBe('away');
    await stage.write(4);
    transport.sent.splice(0);
    expect(await pass(pump)).toBe('done');
    expect(eventIds(transport.sent.flat())).toEqual(ids(4));
    expect(await pump.state()).toMatchObject({
      problem: '',
      rejected: 0,
      accepted: transport.sent.flat().length,
    });
  });

  it('finds the one record that is refused, counts it, and sends all others', async () => {
    const stage = await makeStage();
    await stage.write(...many(20));
    const taken: string[] = [];
    const picky = {
      send: (records: Parameters<ReturnType<typeof playedTransport>['send']>[0]) => {
        if (eventIds(records).includes('e13'))
          return Promise.resolve({ kind: 'refused', reason: 'no' } as const);
        taken.push(...eventIds(records));
        return Promise.resolve({ kind: 'accepted', rejected: 0, message: '' } as const);
      },
    };
    const pump = stage.pump(picky);
    await pass(pump);
    expect(taken).toEqual(ids(20).filter(id => id !== 'e13'));
    expect(await pump.state()).toMatchObject({ rejected: 1 });
  });

  it('comes to an end with a receiver that refuses everything, and calls nothing a success', async () => {
    const stage = await makeStage();
    await stage.write(...many(3));
    await stage.write(4, 5);
    let sends = 0;
    const send = () => {
      sends += 1;
      return Promise.resolve({ kind: 'refused', reason: 'no' } as const);
    };
    const pump = stage.pump({ send }, { headsEvery: 600_000 });
    let step = await pump.step();
    while (step.kind === 'more' && sends < 100) step = await pump.step();
    expect(step).toEqual({ kind: 'done' });
    expect(sends).toBeLessThan(40);
    const state = await pump.state();
    expect(state).toMatchObject({ accepted: 0, lastAccepted: 0 });
    expect(state.rejected).toBeGreaterThanOrEqual(5);
    expect(await pump.step()).toEqual({ kind: 'done' });
  });

  it('counts what a receiver says it did not keep, and never as taken', async () => {
    const stage = await makeStage();
    await stage.write(1, 2, 3);
    const pump = stage.pump(playedTransport({ kind: 'accepted', rejected: 2, message: 'too old' }));
    await pump.step();
    const state = await pump.state();
    expect(state.rejected).toBe(2);
    expect(state.problem).toBe('2 records were rejected: too old');
  });

  it('sends nothing more while its position cannot be kept, and nothing twice', async () => {
    const stage = await makeStage();
    const real = stateFiles(path.join(stage.folder, 'export'));
    let full = false;
    const states: StateFiles = {
      read: real.read,
      write: (id, state) => (full ? Promise.reject(diskFull()) : real.write(id, state)),
    };
    const transport = playedTransport();
    const pump = stage.pump(transport, { states });
    await stage.write(1);
    await pass(pump);
    full = true;
    await stage.write(2);
    expect(await pass(pump)).toMatch(/no space left/);
    await stage.write(3);
    expect(await pass(pump)).toMatch(/no space left/);
    expect(eventIds(transport.sent.flat())).toEqual(ids(2));
    full = false;
    expect(await pass(pump)).toBe('done');
    expect(eventIds(transport.sent.flat())).toEqual(ids(3));
  });

  it.each([
    ['cut off', (lines: string[]) => lines.slice(0, 3)],
    [
      'rewritten',
      (lines: string[]) => lines.with(-1, (lines.at(-1) ?? '').replace('"final":true', '"final":true ')),
    ],
  ])('tells when what was sent is %s', async (_story, change) => {
    const stage = await makeStage();
    await stage.write(1, 2, 3);
    const transport = playedTransport();
    await pass(stage.pump(transport));
    const { file, lines } = await onlySegment(stage.ledger);
    await writeLines(file, change(lines));
    transport.sent.splice(0);
    await pass(stage.pump(transport));
    const [first] = transport.sent.flat();
    expect(first).toMatchObject({ kind: 'broken', sent: { seq: lines.length } });
    // Said once; what stands there now is sent again.
    transport.sent.splice(0);
    await pass(stage.pump(transport));
    expect(transport.sent.flat()).toEqual([]);
  });

  it('tells when a whole segment is gone', async () => {
    const stage = await makeStage();
    await stage.write(1);
    const transport = playedTransport();
    await pass(stage.pump(transport));
    const { file } = await onlySegment(stage.ledger);
    await rm(file);
    transport.sent.splice(0);
    await pass(stage.pump(transport));
    expect(transport.sent.flat()).toMatchObject([
      { kind: 'broken', detail: expect.stringContaining('is missing') as string },
    ]);
    transport.sent.splice(0);
    await pass(stage.pump(transport));
    expect(transport.sent.flat()).toEqual([]);
  });

  it('waits for the end of a line that is being written', async () => {
    const stage = await makeStage();
    await stage.write(1);
    const { file } = await onlySegment(stage.ledger);
    const whole = await readFile(file, 'utf8');
    await writeFile(file, whole.slice(0, -10));
    const transport = playedTransport();
    const pump = stage.pump(transport);
    await pass(pump);
    const before = transport.sent.flat().length;
    await writeFile(file, whole);
    await pass(pump);
    expect(transport.sent.flat().length).toBe(before + 1);
  });

  it('tells where all chains stand, now and then', async () => {
    const stage = await makeStage();
    await stage.write(1);
    const transport = playedTransport();
    await pass(stage.pump(transport, { headsEvery: 0 }));
    const { lines } = await onlySegment(stage.ledger);
    expect(transport.sent.flat().at(-1)).toMatchObject({
      kind: 'heads',
      heads: [{ seq: lines.length }],
      removed: [],
    });
  });

  it('begins anew from a state file that is broken', async () => {
    const stage = await makeStage();
    await stage.write(1);
    const transport = playedTransport();
    await pass(stage.pump(transport));
    const [name] = await readdir(path.join(stage.folder, 'export'));
    await writeFile(path.join(stage.folder, 'export', name ?? ''), '{"v":1,"positions":{"x":{"seq":-1}}}');
    await pass(stage.pump(transport));
    expect(eventIds(transport.sent.flat())).toEqual(['e1', 'e1']);
  });
});
