import { mkdir, readFile, rm, stat, truncate, writeFile, appendFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { LedgerBody } from '../../../common/ledger.ts';
import type { VerdictKind } from '../../../common/verdict.ts';
import { openLedger, type LedgerNews, type LedgerOptions } from '../../../server/ledger/ledger.ts';
import { parseLine } from '../../../server/ledger/parseLine.ts';
import { verifyLedger } from '../../../server/ledger/verify.ts';
import {
  diskFull,
  onlySegment,
  playedDisk,
  scratch,
  segmentFiles,
  steppingClock,
  verdict,
} from './stories.ts';

const ids = (entries: readonly { readonly body: LedgerBody }[]): readonly string[] =>
  entries.map(({ body }) =>
    body.type === 'verdict' ? body.eventId : body.type === 'item' ? body.itemId : body.action,
  );

const bodyTypes = (lines: readonly string[]) => lines.map(line => parseLine(line)?.body.type);

async function open(more: Partial<LedgerOptions> = {}) {
  const folder = more.folder ?? (await scratch());
  const news: LedgerNews[] = [];
  const ledger = openLedger({
    clock: steppingClock(),
    retryAfter: 5,
    onNews: each => news.push(each),
    ...more,
    folder,
  });
  return { folder, news, ledger };
}

describe('what is recorded', () => {
  it('comes back newest first, and the chain is whole', async () => {
    const { folder, ledger } = await open();
    for (let n = 1; n <= 200; n += 1) await ledger.record(verdict(`e${n}`));
    expect(ids(await ledger.tail(3))).toEqual(['e200', 'e199', 'e198']);
    expect(await ledger.tail(0)).toEqual([]);
    expect(await ledger.tail(1000)).toHaveLength(200);
    await ledger.close();
    expect(await verifyLedger(folder)).toEqual({ ok: true, files: 1, entries: 200, problems: [], notes: [] });
  });

  it('is chained in files of this user only, each line with the hash of the one before', async () => {
    const { folder, ledger } = await open();
    await ledger.record(verdict('a', 'deny'));
    await ledger.close();
    const { file, lines } = await onlySegment(folder);
    expect(bodyTypes(lines)).toEqual(['opened', 'checkpoint', 'verdict', 'checkpoint']);
    expect(lines.map(line => parseLine(line)?.seq)).toEqual([1, 2, 3, 4]);
    if (process.platform !== 'win32') {
      for (const each of [file, path.join(folder, 'signing.key')])
        expect((await stat(each)).mode & 0o777).toBe(0o600);
      expect((await stat(folder)).mode & 0o777).toBe(0o700);
    }
  });

  it('is signed every 64 lines', async () => {
    const { folder, ledger } = await open();
    for (let n = 0; n < 130; n += 1) void ledger.record(verdict(`e${n}`));
    await ledger.close();
    const { lines } = await onlySegment(folder);
    const at = bodyTypes(lines).flatMap((type, index) => (type === 'checkpoint' ? [index + 1] : []));
    expect(at).toEqual([2, 67, 132, 135]);
  });

  it.each<[story: string, body: LedgerBody, syncs: number]>([
    ...(['pass', 'redact'] satisfies VerdictKind[]).map((kind): [string, LedgerBody, number] => [
      kind,
      verdict('x', kind),
      0,
    ]),
    ...(['ask', 'quarantine', 'deny'] satisfies VerdictKind[]).map((kind): [string, LedgerBody, number] => [
      kind,
      verdict('x', kind),
      1,
    ]),
    ['item', { type: 'item', itemId: 'i', path: '/p', action: 'held', by: 'policy', keys: ['a.b'] }, 1],
    ['guard', { type: 'guard', action: 'started', detail: 'd' }, 1],
  ])('is safe on disk at once when it enforces: %s', async (_story, body, syncs) => {
    const disk = playedDisk();
    const { ledger } = await open({ disk, batchFor: 60_000 });
    await ledger.record(verdict('first', 'deny'));
    const before = { ...disk.counts };
    await ledger.record(body);
    expect(disk.counts.sync - before.sync).toBe(syncs);
    expect(disk.counts.append - before.append).toBe(syncs);
    await ledger.close();
  });

  it('is written together when much comes at once', async () => {
    const disk = playedDisk();
    const { folder, ledger } = await open({ disk });
    await Promise.all(Array.from({ length: 100 }, (_, n) => ledger.record(verdict(`e${n}`, 'deny'))));
    expect(disk.counts.append).toBeLessThan(10);
    await ledger.close();
    expect(await verifyLedger(folder)).toMatchObject({ ok: true, entries: 100 });
  });

  it('is written after a while even when nothing enforces', async () => {
    const { folder, ledger } = await open({ batchFor: 1 });
    await ledger.record(verdict('quiet'));
    await vi.waitFor(
      async () => expect(bodyTypes((await onlySegment(folder)).lines)).toContain('verdict'),
      20_000,
    );
    await ledger.close();
  });

  it('keeps its order when the clock is set back', async () => {
    const clock = steppingClock();
    const { folder, ledger } = await open({ clock });
    await ledger.record(verdict('a'));
    clock.jump(-3_600_000);
    await ledger.record(verdict('b'));
    clock.jump(7_200_000);
    await ledger.record(verdict('c'));
    expect(ids(await ledger.tail(10))).toEqual(['c', 'b', 'a']);
    await ledger.close();
    expect((await verifyLedger(folder)).ok).toBe(true);
  });

  it('is refused after closing', async () => {
    const { ledger } = await open();
    await ledger.close();
    await expect(ledger.record(verdict('late'))).rejects.toThrow('The ledger is closed');
  });
});

describe('segments', () => {
  it('are continued by the next process', async () => {
    const { folder, ledger } = await open();
    await ledger.record(verdict('a'));
    await ledger.close();
    const next = await open({ folder });
    await next.ledger.record(verdict('b'));
    await next.ledger.close();
    expect(await segmentFiles(folder)).toHaveLength(1);
    expect(ids(await next.ledger.tail(5))).toEqual(['b', 'a']);
    expect(await verifyLedger(folder)).toMatchObject({ ok: true, entries: 2 });
  });

  it('are apart for guards that write at the same time, and read as one', async () => {
    const clock = steppingClock();
    const { folder, ledger } = await open({ clock });
    const other = await open({ folder, clock });
    for (const name of ['1', '2', '3']) {
      await ledger.record(verdict(`a${name}`, 'deny'));
      await other.ledger.record(verdict(`b${name}`, 'deny'));
    }
    expect(await segmentFiles(folder)).toHaveLength(2);
    expect(ids(await ledger.tail(4))).toEqual(['b3', 'a3', 'b2', 'a2']);
    await ledger.close();
    await other.ledger.close();
    expect(await verifyLedger(folder)).toMatchObject({ ok: true, files: 2, entries: 6 });
  });

  it('that are broken are kept as evidence, and the record goes on in another', async () => {
    const { folder, ledger } = await open();
    await ledger.record(verdict('a'));
    await ledger.close();
    await appendFile((await onlySegment(folder)).file, 'nonsense\n');
    const next = await open({ folder });
    await next.ledger.record(verdict('b'));
    await next.ledger.close();
    const files = await segmentFiles(folder);
    expect(files.filter(name => name.includes('damaged'))).toHaveLength(1);
    expect(files).toHaveLength(2);
    expect((await next.ledger.tail(5)).map(each => each.body)).toContainEqual({
      type: 'guard',
      action: 'recovered',
      detail: expect.stringMatching(
        /cannot be continued since its last line is not readable; it is kept as evidence/,
      ),
    });
  });

  it('that lost their signed end are not continued', async () => {
    const { folder, ledger } = await open();
    await ledger.record(verdict('a'));
    await ledger.record(verdict('b'));
    await ledger.close();
    const { file, lines } = await onlySegment(folder);
    await writeFile(
      file,
      lines
        .slice(0, 3)
        .map(line => `${line}\n`)
        .join(''),
    );
    const next = await open({ folder });
    await next.ledger.record(verdict('c', 'deny'));
    await next.ledger.close();
    expect(JSON.stringify(await next.ledger.tail(5))).toMatch(
      /its end is missing: it reached entry 5 and now ends at 3/,
    );
  });
});

it('sets a torn last line aside and says so', async () => {
  const { folder, ledger } = await open();
  await ledger.record(verdict('a'));
  await ledger.close();
  const { file } = await onlySegment(folder);
  await appendFile(file, '{"v":1,"seq":5,"ts":');
  expect((await verifyLedger(folder)).problems).toMatchObject([{ kind: 'torn', line: 5 }]);
  const next = await open({ folder });
  await next.ledger.record(verdict('b'));
  await next.ledger.close();
  const torn = (await readdir(folder)).filter(name => name.endsWith('.torn'));
  expect(torn).toHaveLength(1);
  expect(await readFile(path.join(folder, torn[0] ?? ''), 'utf8')).toBe('{"v":1,"seq":5,"ts":');
  expect(JSON.stringify(await next.ledger.tail(5))).toMatch(
    /ended in 20 bytes of a torn line; they were set aside in/,
  );
  expect(await verifyLedger(folder)).toMatchObject({ ok: true, entries: 3, problems: [] });
});

describe('a disk that refuses', () => {
  it.each(['append', 'half', 'open'] as const)(
    'is reported once, entries wait, and nothing is lost: %s',
    async step => {
      const disk = playedDisk();
      const { folder, news, ledger } = await open({ disk });
      if (step !== 'open') await ledger.record(verdict('before', 'deny'));
      disk.fail = { [step]: diskFull() };
      await ledger.record(verdict('a', 'deny'));
      await ledger.record(verdict('b', 'deny'));
      await ledger.record(verdict('c'));
      expect(news.map(each => each.kind)).toEqual(['degraded']);
      expect(news[0]?.message).toMatch(/ENOSPC.*entries wait in memory.*Free disk space/);
      disk.fail = {};
      await vi.waitFor(() => expect(news.map(each => each.kind)).toEqual(['degraded', 'recovered']), 20_000);
      await ledger.record(verdict('after', 'deny'));
      await ledger.close();
      const expected = ['after', 'recovered', 'c', 'b', 'a', ...(step === 'open' ? [] : ['before'])];
      expect(ids(await ledger.tail(20))).toEqual(expected);
      expect((await verifyLedger(folder)).problems).toEqual([]);
    },
  );

  it('that cannot sync is reported, and entries are not written twice', async () => {
    const disk = playedDisk();
    const { folder, news, ledger } = await open({ disk });
    await ledger.record(verdict('a', 'deny'));
    disk.fail = { sync: new Error('EIO: i/o error') };
    await ledger.record(verdict('b', 'deny'));
    expect(news.map(each => each.kind)).toEqual(['degraded']);
    disk.fail = {};
    await vi.waitFor(() => expect(news.at(-1)?.kind).toBe('recovered'), 20_000);
    await ledger.close();
    expect(ids(await ledger.tail(20))).toEqual(['recovered', 'b', 'a']);
    expect((await verifyLedger(folder)).ok).toBe(true);
  });

  it('for too long costs the oldest entries, which are counted', async () => {
    const disk = playedDisk();
    disk.fail = { open: diskFull() };
    const { news, ledger } = await open({ disk, spool: 3 });
    for (let n = 1; n <= 5; n += 1) await ledger.record(verdict(`e${n}`, 'deny'));
    disk.fail = {};
    await vi.waitFor(() => expect(news.at(-1)?.kind).toBe('recovered'), 20_000);
    expect(news.at(-1)?.message).toMatch(/2 of the oldest waiting entries were lost/);
    await ledger.close();
    expect(ids(await ledger.tail(9))).toEqual(['recovered', 'e5', 'e4', 'e3']);
  });

  it('at the end is reported, and closing does not hang', async () => {
    const disk = playedDisk();
    const { news, ledger } = await open({ disk });
    await ledger.record(verdict('a', 'deny'));
    disk.fail = { append: diskFull() };
    await ledger.close();
    expect(news.map(each => each.kind)).toEqual(['degraded']);
  });

  it('since the folder cannot be made is reported', async () => {
    const folder = await scratch();
    await mkdir(path.dirname(folder), { recursive: true });
    await writeFile(folder, 'a file where the folder belongs');
    const { news, ledger } = await open({ folder });
    await ledger.record(verdict('a', 'deny'));
    expect(news.map(each => each.kind)).toEqual(['degraded']);
    await ledger.close();
  });
});

describe('somebody who touches the file while it is written', () => {
  it.each<[story: string, touch: (file: string) => Promise<void>, why: RegExp]>([
    ['removes it', file => rm(file), /it was removed or replaced/],
    ['cuts it', file => truncate(file, 10), /it has 10 bytes, not \d+/],
    ['adds to it', file => appendFile(file, '{}\n'), /it has \d+ bytes, not \d+/],
  ])('%s: is noticed at the next entry, which is recorded elsewhere', async (_story, touch, why) => {
    const { folder, news, ledger } = await open();
    await ledger.record(verdict('a', 'deny'));
    await touch((await onlySegment(folder)).file);
    await ledger.record(verdict('b', 'deny'));
    expect(news.map(each => each.kind)).toEqual(['degraded']);
    expect(news[0]?.message).toMatch(why);
    await ledger.close();
    expect(ids(await ledger.tail(2))).toEqual(['b', 'degraded']);
  });
});
