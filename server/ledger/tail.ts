/** Reads the newest entries of a ledger from the ends of its files, without reading the rest. */
import { stat } from 'node:fs/promises';
import type { LedgerEntry } from '../../common/ledger.ts';
import { entryOf, parseLine } from './parseLine.ts';
import { linesFromEnd } from './readLines.ts';
import { listSegments, type SegmentFile } from './segments.ts';

/** Returns at most `limit` entries, newest first; lines that are no entries are left out. */
export async function readTail(folder: string, limit: number): Promise<readonly LedgerEntry[]> {
  if (limit <= 0) return [];
  const segments = await byLastChange(await listSegments(folder));
  const lists: LedgerEntry[][] = [];
  let found = 0;
  for (const { segment, changed } of segments) {
    // Nothing in a file is newer than its last change, so the rest of the files cannot add to a full list.
    if (found >= limit && changed < oldestNeeded(lists, limit)) break;
    const list = await newestOf(segment, limit);
    lists.push(list);
    found += list.length;
  }
  return mergeNewest(lists, limit);
}

async function byLastChange(
  segments: readonly SegmentFile[],
): Promise<readonly { readonly segment: SegmentFile; readonly changed: number }[]> {
  const dated = await Promise.all(
    segments.map(async segment => {
      try {
        return [{ segment, changed: (await stat(segment.path)).mtimeMs }];
      } catch {
        // Its owner has just renamed it; it is found under its new name next time.
        return [];
      }
    }),
  );
  return dated.flat().sort((a, b) => b.changed - a.changed);
}

const oldestNeeded = (lists: readonly (readonly LedgerEntry[])[], limit: number): number =>
  mergeNewest(lists, limit).at(-1)?.ts ?? -Infinity;

async function newestOf(segment: SegmentFile, limit: number): Promise<LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  try {
    for await (const { bytes, complete } of linesFromEnd(segment.path)) {
      const line = complete ? parseLine(bytes.toString('utf8')) : undefined;
      const entry = line === undefined ? undefined : entryOf(line);
      if (entry !== undefined) entries.push(entry);
      if (entries.length >= limit) break;
    }
  } catch {
    // Renamed or removed meanwhile: what was read so far still counts.
  }
  return entries;
}

/** Merges lists that are newest first; the order within a list stays, even where the clock was set back. */
function mergeNewest(lists: readonly (readonly LedgerEntry[])[], limit: number): readonly LedgerEntry[] {
  const next = lists.map(() => 0);
  const merged: LedgerEntry[] = [];
  while (merged.length < limit) {
    let newest: { readonly list: number; readonly entry: LedgerEntry } | undefined;
    for (const [list, entries] of lists.entries()) {
      const entry = entries[next[list] ?? 0];
      if (entry !== undefined && (newest === undefined || entry.ts > newest.entry.ts))
        newest = { list, entry };
    }
    if (newest === undefined) break;
    merged.push(newest.entry);
    next[newest.list] = (next[newest.list] ?? 0) + 1;
  }
  return merged;
}
