/**
 * Small files of state, one a thing: several guards, the command line and the editor share them without locks, since
 * every change is one atomic replacement. What cannot be read counts as absent and is reported.
 */
import fs from 'node:fs';
import path from 'node:path';
import { readPlainTextSync } from '../platform/plainFile.ts';
import {
  errorCode,
  privateFolder,
  replaceDurably,
  temporaryName,
  temporaryOwner,
} from '../quarantine/disk.ts';

/** Reads and writes the files of one folder; names are ids of ours. */
export interface StateFiles<T> {
  /** Returns what a file holds; undefined when there is none, or none that can be read. */
  read(id: string): T | undefined;
  /** Returns the time of a file's last change, 0 for none: cheap enough for every event. */
  changed(id: string): number;
  /** Writes a file durably; throws when the disk does not take it. */
  write(id: string, value: T): void;
  remove(id: string): void;
  /** Removes a file; tells whether it was this call that did, of all that try at once. */
  take(id: string): boolean;
  /** Removes what nobody has written since a time (milliseconds since the epoch), left-over parts as well. */
  prune(since: number): void;
  list(): readonly T[];
}

const idShape = /^[0-9a-z][0-9a-z-]{0,63}$/u;
/** A file of ours is far smaller; a larger one is not ours. */
const largestFile = 256 * 1024;

/** Opens a folder of state files; nothing is created before the first write. */
export function stateFiles<T>(
  folder: string,
  parse: (raw: unknown) => T | undefined,
  largest = largestFile,
): StateFiles<T> {
  const fileOf = (id: string): string => {
    if (!idShape.test(id)) throw new RangeError('This is no id of a state file.');
    return path.join(folder, `${id}.json`);
  };
  const read = (id: string): T | undefined => readState(fileOf(id), parse, largest);
  return {
    read,
    changed: id => fs.statSync(fileOf(id), { throwIfNoEntry: false })?.mtimeMs ?? 0,
    write(id, value) {
      privateFolder(fs, folder);
      writeState(fileOf(id), value);
    },
    remove: id => fs.rmSync(fileOf(id), { force: true }),
    take(id) {
      try {
        fs.unlinkSync(fileOf(id));
        return true;
      } catch (error) {
        if (errorCode(error) === 'ENOENT') return false;
        throw error;
      }
    },
    prune(since) {
      for (const name of namesIn(folder)) {
        if (!name.endsWith('.json') && temporaryOwner(name) === undefined) continue;
        const file = path.join(folder, name);
        const written = fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? since;
        if (written < since) fs.rmSync(file, { force: true });
      }
    },
    list: () =>
      namesIn(folder)
        .filter(name => name.endsWith('.json') && idShape.test(name.slice(0, -5)))
        .flatMap(name => read(name.slice(0, -5)) ?? []),
  };
}

/** Reads one file of state; undefined when there is none, or none that can be read. */
export function readState<T>(
  file: string,
  parse: (raw: unknown) => T | undefined,
  largest = largestFile,
): T | undefined {
  try {
    return parse(JSON.parse(readPlainTextSync(file, largest)));
  } catch {
    return undefined;
  }
}

/** Writes one file of state durably, readable by its user only. */
export function writeState(file: string, value: unknown): void {
  const bytes = Buffer.from(`${JSON.stringify(value)}\n`);
  replaceDurably(fs, { path: file, bytes, mode: 0o600 }, path.join(path.dirname(file), temporaryName()));
}

function namesIn(folder: string): readonly string[] {
  try {
    return fs.readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}
