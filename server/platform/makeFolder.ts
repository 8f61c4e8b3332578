/**
 * Makes a folder that a user has named, with those above it. Node's own recursive way goes round for ever where the system
 * says that an existing folder does not exist, as below `/proc`.
 */
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** Makes the folder unless it is there; throws the system's error where that fails. `mode` holds for new folders. */
export function makeFolder(folder: string, mode = 0o777): void {
  try {
    makeOne(folder, mode);
  } catch (error) {
    const above = path.dirname(folder);
    if (!isMissing(error) || above === folder) throw error;
    makeFolder(above, mode);
    makeOne(folder, mode);
  }
}

function makeOne(folder: string, mode: number): void {
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    if (!isFolder(folder)) throw error;
  }
}

const isFolder = (place: string): boolean =>
  statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
