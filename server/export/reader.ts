/** Reads what a target has not taken yet: whole lines, in order within each segment, in batches of a bounded size. */
import { stat, type FileHandle } from 'node:fs/promises';
import { hashLine } from '../ledger/line.ts';
import { parseLine } from '../ledger/parseLine.ts';
import { linesFromEnd } from '../ledger/readLines.ts';
import { listSegments, type SegmentFile } from '../ledger/segments.ts';
import { isCode } from '../ledger/signing.ts';
import { openPlain } from '../platform/plainFile.ts';
import type { Position } from './positions.ts';
import { lineUid, type BrokenRecord, type ExportRecord } from './record.ts';

/** Bounds a batch. */
export interface BatchSize {
  readonly records: number;
  readonly bytes: number;
}

/** Is what was read, with the positions that hold once it is taken. */
export interface Batch {
  readonly records: readonly ExportRecord[];
  readonly positions: Readonly<Record<string, Position>>;
  /** Lines that are no ledger lines; they are passed over and counted. */
  readonly unreadable: number;
  /** There was more than fits. */
  readonly more: boolean;
}

/** Says where to read. */
export interface ReadTask {
  readonly folder: string;
  readonly positions: Readonly<Record<string, Position>>;
  readonly size: BatchSize;
  readonly now: number;
}

/** Reads the next batch; empty when everything was taken. */
export async function readBatch({ folder, positions, size, now }: ReadTask): Promise<Batch> {
  const filling: Filling = { records: [], positions: { ...positions }, unreadable: 0, bytes: 0, more: false };
  for (const segment of await listSegments(folder)) {
    filling.more ||= filling.records.length >= size.records;
    if (filling.more) break;
    await readSegment(segment, filling, size, now).catch((error: unknown) => {
      // Its owner has just renamed it; it is found under its new name next time.
      if (!isCode(error, 'ENOENT')) throw error;
      filling.more ||= false;
    });
  }
  const { records, unreadable, more } = filling;
  return { records, positions: filling.positions, unreadable, more };
}

interface Filling {
  readonly records: ExportRecord[];
  readonly positions: Record<string, Position>;
  unreadable: number;
  bytes: number;
  more: boolean;
}

async function readSegment(
  segment: SegmentFile,
  filling: Filling,
  size: BatchSize,
  now: number,
): Promise<void> {
  const { handle } = await openPlain(segment.path);
  try {
    const position = filling.positions[segment.id];
    const broken = position === undefined ? undefined : await brokenSince(handle, segment.id, position, now);
    if (broken !== undefined) {
      // What changed is sent again from its beginning: a copy with another hash is the best evidence there is.
      filling.records.push(broken);
      Reflect.deleteProperty(filling.positions, segment.id);
    }
    await readLines(handle, segment.id, filling, size);
  } finally {
    await handle.close();
  }
}

async function brokenSince(
  handle: FileHandle,
  segment: string,
  { seq, hash, start, end }: Position,
  now: number,
): Promise<BrokenRecord | undefined> {
  const { size } = await handle.stat();
  const sent = { segment, seq, hash };
  const broken = (detail: string): BrokenRecord => ({
    kind: 'broken',
    uid: `broken:${lineUid(segment, seq)}:${hash}`,
    ts: now,
    sent,
    detail,
  });
  if (size < end)
    return broken(`Segment ${segment} is shorter than what was sent of it: its end was cut off.`);
  const line = await bytesAt(handle, start, end - start);
  if (line.at(-1) === lineFeed && hashLine(line.subarray(0, -1)) === hash) return undefined;
  return broken(`Line ${seq} of segment ${segment} is no longer the one that was sent.`);
}

const lineFeed = 0x0a;
const chunkSize = 256 * 1024;
/** No line of ours is longer. */
const longestLine = 8 * 1024 * 1024;

async function readLines(
  handle: FileHandle,
  segment: string,
  filling: Filling,
  size: BatchSize,
): Promise<void> {
  let at = filling.positions[segment]?.end ?? 0;
  let rest: Buffer = Buffer.alloc(0);
  for (;;) {
    const chunk = await bytesAt(handle, at + rest.byteLength, chunkSize);
    if (chunk.byteLength === 0) return;
    rest = rest.byteLength === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = rest.indexOf(lineFeed); end !== -1; end = rest.indexOf(lineFeed, from)) {
      if (filling.records.length >= size.records || filling.bytes >= size.bytes) {
        filling.more = true;
        return;
      }
      take(rest.subarray(from, end), at + from, segment, filling);
      from = end + 1;
    }
    at += from;
    rest = rest.subarray(from);
    if (rest.byteLength > longestLine) return;
  }
}

function take(bytes: Buffer, start: number, segment: string, filling: Filling): void {
  const hash = hashLine(bytes);
  const line = parseLine(bytes.toString('utf8'));
  const before = filling.positions[segment]?.seq ?? 0;
  filling.positions[segment] = {
    seq: line?.seq ?? before + 1,
    hash,
    start,
    end: start + bytes.byteLength + 1,
  };
  filling.bytes += bytes.byteLength;
  if (line === undefined) filling.unreadable += 1;
  else filling.records.push({ kind: 'line', uid: lineUid(segment, line.seq), segment, hash, line });
}

/** Returns where all segments end now, for a reader who wants only what comes. */
export async function endsOf(folder: string): Promise<Readonly<Record<string, Position>>> {
  const ends = await Promise.all(
    (await listSegments(folder)).map(
      async ({ id, path }) => [id, await endOf(path).catch(() => undefined)] as const,
    ),
  );
  return Object.fromEntries(ends.flatMap(([id, end]) => (end === undefined ? [] : [[id, end]])));
}

async function endOf(path: string): Promise<Position | undefined> {
  let end = (await stat(path)).size;
  for await (const { bytes, complete } of linesFromEnd(path)) {
    const start = end - bytes.byteLength - (complete ? 1 : 0);
    const line = complete ? parseLine(bytes.toString('utf8')) : undefined;
    if (line !== undefined) return { seq: line.seq, hash: hashLine(bytes), start, end };
    end = start;
  }
  return undefined;
}

async function bytesAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
