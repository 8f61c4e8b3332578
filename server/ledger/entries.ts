/** Reads a whole ledger, file by file, in flat memory. */
import type { LedgerEntry } from '../../common/ledger.ts';
import { entryOf, parseLine } from './parseLine.ts';
import { linesOf } from './readLines.ts';
import { listSegments } from './segments.ts';
import { isCode } from './signing.ts';

/**
 * Yields the entries of all files in the order of the files, so roughly by time; lines that are no entries are left out.
 * A file that its guard renames meanwhile is read under its new name.
 */
export async function* ledgerEntries(folder: string): AsyncGenerator<LedgerEntry> {
  for (const { id, path } of await listSegments(folder)) yield* entriesOf(folder, id, path);
}

async function* entriesOf(folder: string, id: string, path: string): AsyncGenerator<LedgerEntry> {
  try {
    for await (const { bytes, complete } of linesOf(path)) {
      const line = complete ? parseLine(bytes.toString('utf8')) : undefined;
      const entry = line === undefined ? undefined : entryOf(line);
      if (entry !== undefined) yield entry;
    }
  } catch (error) {
    // An open file outlives its rename, so that this can only happen before the first line.
    if (!isCode(error, 'ENOENT')) throw error;
    const moved = (await listSegments(folder)).find(segment => segment.id === id);
    if (moved !== undefined && moved.path !== path) yield* entriesOf(folder, id, moved.path);
  }
}
