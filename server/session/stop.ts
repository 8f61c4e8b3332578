/**
 * The emergency stop: one file in the user's state folder. Every guard looks before every event, so that it holds for
 * all agents at once, in and outside VS Code, and survives restarts.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { StopState } from '../../common/session.ts';
import { readPlainTextSync } from '../platform/plainFile.ts';
import { isFull, privateFolder } from '../quarantine/disk.ts';
import { parseStop } from './parseState.ts';
import { writeState } from './stateFiles.ts';

/** Returns the stop while one is in force; a file that cannot be read stops as well. */
export function readStop(file: string): StopState | undefined {
  if (fs.statSync(file, { throwIfNoEntry: false }) === undefined) return undefined;
  try {
    return parseStop(JSON.parse(readPlainTextSync(file)));
  } catch {
    // A stop that was released meanwhile leaves no file behind.
    return fs.existsSync(file) ? parseStop(undefined) : undefined;
  }
}

/** Stops all agents; throws when the disk does not take it. A full one still takes an empty file, which stops as well. */
export function engageStop(file: string, state: StopState): void {
  privateFolder(fs, path.dirname(file));
  try {
    writeState(file, state);
  } catch (error) {
    if (!isFull(error)) throw error;
    fs.closeSync(fs.openSync(file, 'a', 0o600));
  }
}

/** Releases the stop; tells whether there was one. */
export function releaseStop(file: string): boolean {
  const stopped = fs.existsSync(file);
  // Whatever lies there stops, so whatever lies there goes.
  fs.rmSync(file, { force: true, recursive: true });
  return stopped;
}
