/**
 * Claims a segment to write: one that nobody owns, else one whose owner is gone, else a new one. A torn last line,
 * which a kill leaves behind, is set aside in a file of its own before the chain goes on.
 */
import { mkdir, open, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../ports/clock.ts';
import { readHead } from './head.ts';
import { hashLine, noHash, type Head } from './line.ts';
import { parseLine } from './parseLine.ts';
import { linesFromEnd } from './readLines.ts';
import { isOver } from './rotation.ts';
import {
  isGone,
  listSegments,
  moveSegment,
  newSegmentId,
  segmentPath,
  thisProcess,
  type SegmentFile,
} from './segments.ts';
import { openCheck } from './signing.ts';

/** Is a segment that this process may write, and where its chain stands. */
export interface Claim {
  readonly segment: SegmentFile;
  readonly seq: number;
  readonly prev: string;
  readonly size: number;
  /** What had to be mended on the way, for the record. */
  readonly remarks: readonly string[];
  readonly heads: readonly Head[];
}

/** Bears witness to so many other segments, the newest ones. */
const mostHeads = 64;

/** Claims a segment in a folder, which is made when it is absent. */
export async function claimSegment(folder: string, clock: Clock): Promise<Claim> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const segments = await listSegments(folder);
  const remarks: string[] = [];
  for (const segment of segments) {
    const claimed = await claimExisting(folder, segment, clock, remarks);
    if (claimed !== undefined)
      return { ...claimed, remarks, heads: await headsOf(segments, claimed.segment.id) };
  }
  const id = newSegmentId(clock.now());
  const state = thisProcess();
  const segment = { id, state, path: segmentPath(folder, id, state) };
  return { segment, seq: 0, prev: noHash, size: 0, remarks, heads: await headsOf(segments, id) };
}

async function claimExisting(
  folder: string,
  segment: SegmentFile,
  clock: Clock,
  remarks: string[],
): Promise<Omit<Claim, 'remarks' | 'heads'> | undefined> {
  if (!isFree(segment)) return undefined;
  const over = await isOver(folder, { id: segment.id, size: await sizeOf(segment.path), now: clock.now() });
  if (over && segment.state === 'idle') return undefined;
  const mine = await moveSegment(folder, segment, thisProcess());
  if (mine === undefined) return undefined;
  const torn = await setTornTailAside(folder, mine);
  if (torn !== undefined) remarks.push(torn);
  if (over) {
    await moveSegment(folder, mine, 'idle');
    return undefined;
  }
  const last = await lastLine(mine);
  const fault = last === undefined ? 'its last line is not readable' : await cutFault(folder, mine, last);
  if (last === undefined || fault !== undefined) {
    await moveSegment(folder, mine, 'damaged');
    remarks.push(
      `Segment ${segment.id} cannot be continued since ${fault ?? 'it is broken'}; it is kept as evidence.`,
    );
    return undefined;
  }
  return { segment: mine, seq: last.seq, prev: last.hash, size: await sizeOf(mine.path) };
}

const isFree = ({ state }: SegmentFile): boolean =>
  state === 'idle' || (state !== 'damaged' && isGone(state));

/** A segment that ends before its signed head was cut; to go on writing would hide the gap. */
async function cutFault(folder: string, segment: SegmentFile, last: Head): Promise<string | undefined> {
  const note = await readHead(folder, segment.id, await openCheck(folder));
  if (note.kind !== 'signed' || note.head.seq <= last.seq) return undefined;
  return `its end is missing: it reached entry ${note.head.seq} and now ends at ${last.seq}`;
}

/** The tail's bytes are safe in their own file before the segment is shortened. */
async function setTornTailAside(folder: string, segment: SegmentFile): Promise<string | undefined> {
  const tail = await tornTail(segment.path);
  if (tail === undefined) return undefined;
  const size = await sizeOf(segment.path);
  const keep = size - tail.byteLength;
  const name = await writeNew(folder, `${segment.id}.at-${keep}`, tail);
  const handle = await open(segment.path, 'r+');
  try {
    await handle.truncate(keep);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return `Segment ${segment.id} ended in ${tail.byteLength} bytes of a torn line; they were set aside in ${name}.`;
}

async function tornTail(file: string): Promise<Buffer | undefined> {
  for await (const line of linesFromEnd(file)) return line.complete ? undefined : line.bytes;
  return undefined;
}

async function writeNew(folder: string, stem: string, bytes: Uint8Array): Promise<string> {
  for (let attempt = 0; ; attempt += 1) {
    const name = `${stem}${attempt === 0 ? '' : `-${attempt}`}.torn`;
    try {
      await writeFile(path.join(folder, name), bytes, { flag: 'wx', mode: 0o600, flush: true });
      return name;
    } catch (error) {
      if (attempt >= 100 || !(error instanceof Error && 'code' in error && error.code === 'EEXIST'))
        throw error;
    }
  }
}

/** Returns where a segment's last whole line stands: seq 0 for an empty file, undefined when it is no ledger line. */
async function lastLine(segment: SegmentFile): Promise<Head | undefined> {
  for await (const { bytes, complete } of linesFromEnd(segment.path)) {
    if (!complete) continue;
    const line = parseLine(bytes.toString('utf8'));
    return line === undefined ? undefined : { segment: segment.id, seq: line.seq, hash: hashLine(bytes) };
  }
  return { segment: segment.id, seq: 0, hash: noHash };
}

async function headsOf(segments: readonly SegmentFile[], own: string): Promise<readonly Head[]> {
  const others = segments.filter(segment => segment.id !== own).slice(-mostHeads);
  const heads = await Promise.all(others.map(async segment => lastLine(segment).catch(() => undefined)));
  return heads.flatMap(head => (head === undefined || head.seq === 0 ? [] : [head]));
}

const sizeOf = async (file: string): Promise<number> => (await stat(file)).size;
