/** Reads the whole ledger for an export, file by file, in flat memory. */
import { hashLine } from '../ledger/line.ts';
import { parseLine } from '../ledger/parseLine.ts';
import { linesOf } from '../ledger/readLines.ts';
import { listSegments } from '../ledger/segments.ts';
import { isCode } from '../ledger/signing.ts';
import { lineUid, type LineRecord } from './record.ts';

/** Bounds an export by time, in milliseconds since the epoch: from `since` on, before `until`. */
export interface Period {
  readonly since: number;
  readonly until: number;
}

/** Yields the lines of a period; undefined for one that is no ledger line. */
export async function* recordsOf(
  folder: string,
  { since, until }: Period,
): AsyncGenerator<LineRecord | undefined> {
  for (const { id, path } of await listSegments(folder)) {
    try {
      yield* segmentRecords(id, path, { since, until });
    } catch (error) {
      // An open file outlives its rename, so that this can only happen before the first line.
      if (!isCode(error, 'ENOENT')) throw error;
      const moved = (await listSegments(folder)).find(segment => segment.id === id);
      if (moved !== undefined && moved.path !== path) yield* segmentRecords(id, moved.path, { since, until });
    }
  }
}

async function* segmentRecords(
  segment: string,
  path: string,
  { since, until }: Period,
): AsyncGenerator<LineRecord | undefined> {
  for await (const { bytes, complete } of linesOf(path)) {
    if (!complete) continue;
    const line = parseLine(bytes.toString('utf8'));
    if (line === undefined) yield undefined;
    else if (line.ts >= since && line.ts < until)
      yield { kind: 'line', uid: lineUid(segment, line.seq), segment, hash: hashLine(bytes), line };
  }
}
