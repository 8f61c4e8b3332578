import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashLine, formatLine, type LedgerLine } from '../../../server/ledger/line.ts';
import { ledgerEntries } from '../../../server/ledger/entries.ts';
import { openLedger } from '../../../server/ledger/ledger.ts';
import { parseLine } from '../../../server/ledger/parseLine.ts';
import { publicKeyOf } from '../../../server/ledger/signing.ts';
import { readTail } from '../../../server/ledger/tail.ts';
import { verifyLedger } from '../../../server/ledger/verify.ts';
import { onlySegment, scratch, segmentFiles, steppingClock, verdict, writeLines } from './stories.ts';

/** Writes a ledger of 150 entries: lines 1 opened, 2, 67, 132 and 155 checkpoints. */
async function written(folder?: string): Promise<string> {
  const where = folder ?? (await scratch());
  const ledger = openLedger({ folder: where, clock: steppingClock() });
  for (let n = 0; n < 150; n += 1) void ledger.record(verdict(`event-${n}`));
  await ledger.close();
  return where;
}

type Tamper = (lines: readonly string[]) => readonly string[];

const swap = (lines: readonly string[], a: number, b: number): readonly string[] =>
  lines.map((line, index) => (index === a - 1 ? lines[b - 1] : index === b - 1 ? lines[a - 1] : line) ?? '');

/** Chains lines anew, as somebody without the key would. */
function rechained(lines: readonly string[]): readonly string[] {
  const made: string[] = [];
  for (const [index, text] of lines.entries()) {
    const line = parseLine(text);
    if (line === undefined) throw new Error('no line');
    const previous = made.at(-1);
    const chained: LedgerLine = {
      ...line,
      seq: index + 1,
      prev: previous === undefined ? line.prev : hashLine(previous),
    };
    made.push(formatLine(chained));
  }
  return made;
}

const edit: Tamper = lines =>
  lines.map((line, index) => (index === 49 ? line.replace('"pass"', '"deny"') : line));
const isCheckpoint = (line: string): boolean => line.includes('"checkpoint"');

describe('each way to tamper is found and placed', () => {
  it.each<[story: string, tamper: Tamper, kind: string, line: number, message: RegExp]>([
    ['an edit', edit, 'edited', 50, /Line 50 is not the one that line 51 was chained to/],
    ['an edit of one space', lines => lines.with(49, `${lines[49] ?? ''} `), 'edited', 50, /Line 50/],
    ['a removal', lines => lines.toSpliced(49, 1), 'removed', 50, /Entry 50 is missing before this line/],
    ['several removals', lines => lines.toSpliced(49, 3), 'removed', 50, /Entries 50 to 52 are missing/],
    ['the first line removed', lines => lines.slice(1), 'removed', 1, /Entry 1 is missing/],
    ['two lines swapped', lines => swap(lines, 50, 51), 'removed', 50, /Entry 50 is missing/],
    [
      'a line moved back',
      lines => lines.toSpliced(60, 0, lines[49] ?? ''),
      'reordered',
      61,
      /reordered or inserted/,
    ],
    [
      'a line inserted',
      lines =>
        lines.toSpliced(
          49,
          0,
          formatLine({ v: 1, seq: 50, ts: 1, prev: hashLine(lines[48] ?? ''), body: verdict('x') }),
        ),
      'reordered',
      51,
      /Entry 50 stands where entry 51 belongs/,
    ],
    ['nonsense in the middle', lines => lines.with(49, 'nonsense'), 'malformed', 50, /no ledger line/],
    ['an empty line', lines => lines.toSpliced(49, 0, ''), 'malformed', 50, /no ledger line/],
    ['the end cut off', lines => lines.slice(0, 100), 'truncated', 101, /at least 55 more lines were here/],
    ['the last line cut off', lines => lines.slice(0, -1), 'truncated', 155, /at least 1 more lines/],
    [
      'the last line edited',
      lines => lines.with(-1, (lines.at(-1) ?? '').replace('"final":true', '"final":false')),
      'signature',
      155,
      /signature is wrong/,
    ],
    [
      'the last line with another field',
      lines => lines.with(-1, (lines.at(-1) ?? '').replace('{"v":1', '{"x":1,"v":1')),
      'edited',
      155,
      /not written by Ringfence/,
    ],
    [
      'an edit with the chain rewritten',
      lines => rechained(edit(lines)),
      'signature',
      67,
      /rewritten without the key/,
    ],
    [
      'an edit with the chain rewritten and checkpoints removed',
      lines => rechained(edit(lines).filter(line => !isCheckpoint(line))),
      'unsigned',
      73,
      /checkpoints were removed/,
    ],
    [
      'a removal with the chain rewritten',
      lines => rechained(lines.toSpliced(49, 1)),
      'signature',
      66,
      /rewritten without the key/,
    ],
  ])('%s', async (...[, tamper, kind, line, message]) => {
    const folder = await written();
    const { file, lines } = await onlySegment(folder);
    await writeLines(file, tamper(lines));
    const report = await verifyLedger(folder);
    expect(report.ok).toBe(false);
    expect(report.problems[0]).toMatchObject({ file: path.basename(file), kind, line });
    expect(report.problems[0]?.message).toMatch(message);
  });

  it('a segment removed, which another one saw', async () => {
    const folder = await scratch();
    const clock = steppingClock();
    const first = openLedger({ folder, clock });
    await first.record(verdict('a', 'deny'));
    const second = openLedger({ folder, clock });
    await second.record(verdict('b', 'deny'));
    await first.close();
    await second.close();
    const [older = ''] = await segmentFiles(folder);
    await rm(path.join(folder, older));
    const { problems } = await verifyLedger(folder);
    expect(problems).toMatchObject([{ file: older, line: 0, kind: 'removed' }]);
    expect(problems[0]?.message).toMatch(/whole file is missing/);
  });

  it('a segment cut off with its head file, which another one saw', async () => {
    const folder = await written();
    const { file, lines } = await onlySegment(folder);
    // Another process opens while the first one's segment is taken, so it begins its own and bears witness.
    const hidden = file.replace(/\.jsonl$/, '.1-0000.jsonl');
    await rename(file, hidden);
    const other = openLedger({ folder, clock: steppingClock() });
    await other.record(verdict('b', 'deny'));
    await other.close();
    await writeLines(hidden, lines.slice(0, 132));
    const id = path.basename(file, '.jsonl');
    await rm(path.join(folder, `${id}.head.json`));
    const kinds = (await verifyLedger(folder)).problems.map(problem => problem.kind);
    expect(kinds).toEqual(['truncated', 'signature']);
  });

  it('a segment copied under another name', async () => {
    const folder = await written();
    const { file } = await onlySegment(folder);
    await copyFile(file, path.join(folder, '20300101T000000000Z-00000000.jsonl'));
    const { problems } = await verifyLedger(folder);
    expect(problems[0]?.message).toMatch(/the file was renamed or copied/);
  });

  it.each<[story: string, change: (file: string) => Promise<void>, message: RegExp]>([
    ['removed', file => rm(file), /signed head file is missing/],
    [
      'forged',
      async file => writeFile(file, (await readFile(file, 'utf8')).replace(/"seq":\d+/, '"seq":2')),
      /not signed by/,
    ],
    ['broken', file => writeFile(file, '{'), /not signed by/],
  ])('a head file %s', async (_story, change, message) => {
    const folder = await written();
    const name = (await readdir(folder)).find(each => each.endsWith('.head.json')) ?? '';
    await change(path.join(folder, name));
    const { problems } = await verifyLedger(folder);
    expect(problems).toMatchObject([{ line: 0, kind: 'signature' }]);
    expect(problems[0]?.message).toMatch(message);
  });
});

describe('the key', () => {
  it('kept elsewhere finds a ledger rewritten with a new key', async () => {
    const folder = await written();
    const publicKey = await publicKeyOf(folder);
    if (publicKey === undefined) throw new Error('no key');
    expect((await verifyLedger(folder, { publicKey })).ok).toBe(true);
    await rm(folder, { recursive: true });
    await written(folder);
    expect((await verifyLedger(folder)).ok).toBe(true);
    const { problems } = await verifyLedger(folder, { publicKey });
    expect(problems.map(problem => problem.message)).toContain(
      'This checkpoint was signed with another key.',
    );
  });

  it.each([
    ['removed', (file: string) => rm(file), /there is no key/],
    ['broken', (file: string) => writeFile(file, 'nonsense'), /there is no key/],
    [
      'replaced',
      (file: string) =>
        writeFile(file, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })),
      /signed with another key/,
    ],
  ])('%s is told', async (_story, change, message) => {
    const folder = await written();
    await change(path.join(folder, 'signing.key'));
    const { ok, problems } = await verifyLedger(folder);
    expect(ok).toBe(false);
    expect(problems[0]?.message).toMatch(message);
  });
});

it('finds nothing wrong with a ledger that was never begun', async () => {
  expect(await verifyLedger(await scratch())).toEqual({
    ok: true,
    files: 0,
    entries: 0,
    problems: [],
    notes: [],
  });
});

it('notes what is being written and not signed yet', async () => {
  const folder = await scratch();
  const ledger = openLedger({ folder, clock: steppingClock() });
  await ledger.record(verdict('a', 'deny'));
  expect(await verifyLedger(folder)).toMatchObject({ ok: true, entries: 1, problems: [] });
  await ledger.close();
});

it('limits what it lists, never the answer', async () => {
  const folder = await written();
  const { file } = await onlySegment(folder);
  await writeLines(
    file,
    Array.from({ length: 3000 }, () => 'nonsense'),
  );
  const { ok, problems } = await verifyLedger(folder);
  expect(ok).toBe(false);
  expect(problems).toHaveLength(1000);
});

describe.skipIf(process.platform === 'win32')('what is put in place of a file', () => {
  it.each<[what: string, put: (file: string) => unknown]>([
    ['a pipe', file => execFileSync('mkfifo', [file])],
    ['a folder', file => mkdir(file)],
    ['a link to a device', file => symlink('/dev/zero', file)],
    ['a link that leads nowhere', file => symlink('/nowhere', file)],
  ])('is found: %s', async (_, put) => {
    const folder = await written();
    await written(folder);
    const [first = ''] = await segmentFiles(folder);
    await rm(path.join(folder, first));
    await put(path.join(folder, first));
    const { ok, problems, entries } = await verifyLedger(folder);
    expect(ok).toBe(false);
    expect(problems).toContainEqual(
      expect.objectContaining({ file: first, message: expect.stringContaining('no file') as string }),
    );
    const read: unknown[] = [];
    for await (const entry of ledgerEntries(folder)) read.push(entry);
    expect(read.length).toBeGreaterThanOrEqual(entries);
    expect(await readTail(folder, 5)).toBeDefined();
  });
});
