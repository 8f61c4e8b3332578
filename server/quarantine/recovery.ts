/** Finishes or clears what a crash left half written in the quarantine. */
import fs from 'node:fs';
import path from 'node:path';
import { readPlainSync, readPlainTextSync } from '../platform/plainFile.ts';
import { sha256 } from './content.ts';
import { flushFolder, isRunning, type FileCalls } from './disk.ts';
import { parseMeta, type SideMeta } from './item.ts';
import { itemFile } from './shelf.ts';

/**
 * Completes items that were whole but not yet renamed in, and clears the rest. Nothing is lost by clearing: a file is
 * only restored after its item was renamed in, so the attempted bytes are still at their place.
 */
export function recoverItems(calls: FileCalls, folder: string): void {
  for (const name of fs.readdirSync(folder)) {
    const match = /^\.tmp-(\d+)-([0-9a-f]{20}-\d+)$/.exec(name);
    const [, pid, id] = match ?? [];
    // Another window may be writing it right now.
    if (pid === undefined || id === undefined || (Number(pid) !== process.pid && isRunning(Number(pid))))
      continue;
    const temporary = path.join(folder, name);
    if (isWhole(temporary) && !fs.existsSync(path.join(folder, id))) {
      calls.renameSync(temporary, path.join(folder, id));
      flushFolder(calls, folder);
    } else calls.rmSync(temporary, { recursive: true, force: true });
  }
}

function isWhole(folder: string): boolean {
  try {
    const meta = parseMeta(readPlainTextSync(path.join(folder, itemFile.meta)));
    if (!meta) return false;
    return (
      matches(folder, itemFile.attempted, meta.attempted) && matches(folder, itemFile.restored, meta.restored)
    );
  } catch {
    return false;
  }
}

function matches(folder: string, name: string, side: SideMeta): boolean {
  const bytes = readPlainSync(path.join(folder, name), side.size);
  return bytes.length === side.size && sha256(bytes) === side.sha256;
}
