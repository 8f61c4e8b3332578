/**
 * Retention: removes whole segments that are too old or too many, and leaves a signed anchor of each. What a target has
 * not taken yet stays, until a bound is hit; then it goes as well, and the report says so.
 */
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../ports/clock.ts';
import { writeAnchor, type Anchor, type RemovalReason } from './anchor.ts';
import { hashLine } from './line.ts';
import { parseLine } from './parseLine.ts';
import { linesFromEnd } from './readLines.ts';
import { isGone, listSegments, moveSegment, thisProcess, type SegmentFile } from './segments.ts';
import { openSigner } from './signing.ts';

/** Says what is kept. */
export interface Retention {
  /** Days that a segment is kept after its newest line; undefined: for ever. */
  readonly days?: number;
  /** Megabytes of all segments together; undefined: any number. */
  readonly megabytes?: number;
}

/** Says how far each target has taken a segment, by the target's id. */
export type SentSeqs = (segment: string) => Readonly<Record<string, number>>;

/** Is what retention did. */
export interface RetentionReport {
  readonly removed: readonly Anchor[];
  /** Segments that are due, and stay since a target has not taken them yet. */
  readonly waiting: number;
}

/** Says what retention works with. */
export interface RetentionTask {
  readonly folder: string;
  readonly clock: Clock;
  readonly retention: Retention;
  readonly sent: SentSeqs;
}

const day = 86_400_000;
/** A target that is never reached must not fill the disk: after so many times the days, age wins. */
const patience = 4;

interface Candidate {
  readonly segment: SegmentFile;
  readonly bytes: number;
  readonly changed: number;
}

/** Removes what is due; segments that are being written, or are evidence of damage, stay. */
export async function applyRetention(task: RetentionTask): Promise<RetentionReport> {
  const { folder, clock, retention } = task;
  const candidates = await candidatesIn(folder);
  const removed: Anchor[] = [];
  let waiting = 0;
  let excess = excessOf(candidates, retention);
  for (const candidate of candidates) {
    if (!isRemovable(candidate.segment)) continue;
    const age = (clock.now() - candidate.changed) / day;
    const old = retention.days !== undefined && age > retention.days;
    if (!old && excess <= 0) continue;
    const force = excess > 0 || (retention.days !== undefined && age > retention.days * patience);
    const anchor = await remove(task, candidate, { reason: old ? 'age' : 'size', force });
    if (anchor === undefined) waiting += 1;
    else {
      removed.push(anchor);
      excess -= candidate.bytes;
    }
  }
  return { removed, waiting };
}

async function candidatesIn(folder: string): Promise<readonly Candidate[]> {
  const found: Candidate[] = [];
  for (const segment of await listSegments(folder)) {
    const { size, mtimeMs } = await stat(segment.path).catch(() => ({ size: 0, mtimeMs: Infinity }));
    found.push({ segment, bytes: size, changed: mtimeMs });
  }
  return found;
}

function excessOf(candidates: readonly Candidate[], { megabytes }: Retention): number {
  if (megabytes === undefined) return 0;
  return candidates.reduce((sum, { bytes }) => sum + bytes, 0) - megabytes * 1024 * 1024;
}

const isRemovable = ({ state }: SegmentFile): boolean =>
  state === 'idle' || (state !== 'damaged' && isGone(state));

/** Claims the segment first, so that no guard continues it meanwhile. */
async function remove(
  { folder, clock, sent }: RetentionTask,
  { segment }: Candidate,
  { reason, force }: { readonly reason: RemovalReason; readonly force: boolean },
): Promise<Anchor | undefined> {
  const mine = await moveSegment(folder, segment, thisProcess());
  if (mine === undefined) return undefined;
  const last = await lastOf(mine);
  const unsent = last === undefined ? {} : unsentOf(last.seq, sent(segment.id));
  if (last === undefined || (!force && Object.keys(unsent).length > 0)) {
    await moveSegment(folder, mine, 'idle');
    return undefined;
  }
  const anchor = { segment: segment.id, ...last, removedAt: clock.now(), reason, unsent };
  // The anchor is safe before the file goes: a crash between leaves both, which verifies as well.
  await writeAnchor(folder, anchor, await openSigner(folder));
  await rm(mine.path, { force: true });
  await rm(path.join(folder, `${segment.id}.head.json`), { force: true });
  return anchor;
}

async function lastOf(
  segment: SegmentFile,
): Promise<{ readonly seq: number; readonly hash: string; readonly until: number } | undefined> {
  for await (const { bytes, complete } of linesFromEnd(segment.path)) {
    const line = complete ? parseLine(bytes.toString('utf8')) : undefined;
    if (line !== undefined) return { seq: line.seq, hash: hashLine(bytes), until: line.ts };
    if (complete) return undefined;
  }
  return undefined;
}

const unsentOf = (seq: number, sent: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(sent).flatMap(([id, reached]) => (reached < seq ? [[id, seq - reached]] : [])),
  );
