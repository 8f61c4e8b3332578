/**
 * Puts known-good content back, atomically and durably, without ever writing through a link. What stands in the way
 * (a folder, a huge file) is moved into quarantine whole.
 */
import fs from 'node:fs';
import path from 'node:path';
import { failure, success, type Result } from '../../common/result.ts';
import { errorCode, flushFolder, isFull, temporaryName, writeDurably } from '../quarantine/disk.ts';
import type { FileCalls } from '../quarantine/disk.ts';
import type { Known } from './snapshots.ts';

/** Says where to restore. */
export interface RestoreTarget {
  readonly root: string;
  readonly path: string;
  /** Free path in quarantine for a folder or huge file that stands at `path`. */
  readonly aside: string;
}

/** Makes a path hold known content again; afterwards it is either as before or as wanted, never torn. */
export function restorePath(calls: FileCalls, target: RestoreTarget, known: Known): Result<void> {
  try {
    const folder = path.dirname(target.path);
    if (known.kind === 'absent' && !fs.existsSync(folder)) return success(undefined);
    const blocked = prepareFolder(calls, target.root, folder);
    if (blocked) return blocked;
    if (known.kind === 'absent') remove(calls, target);
    else place(calls, target, known);
    flushFolder(calls, folder);
    return success(undefined);
  } catch (error) {
    return cannot(target.path, error);
  }
}

function cannot(file: string, error: unknown): Result<never> {
  const code = errorCode(error);
  const remedy = isFull(error)
    ? 'The disk is full: free some space; the restore is tried again by itself.'
    : ['EROFS', 'EACCES', 'EPERM'].includes(code)
      ? 'The folder cannot be written: give yourself write permission, or revert the file by hand.'
      : 'Revert the file by hand: what was attempted and what belongs there is in quarantine.';
  return failure({ source: file, message: `Cannot restore the file (${code || String(error)}).`, remedy });
}

/** Recreates missing folders below the root; refuses when a folder on the way leads out of it. */
function prepareFolder(calls: FileCalls, root: string, folder: string): Result<never> | undefined {
  calls.mkdirSync(folder, { recursive: true });
  const inside = path.relative(fs.realpathSync(root), fs.realpathSync(folder));
  if (inside === '' || !(inside.startsWith('..') || path.isAbsolute(inside))) return undefined;
  return failure({
    source: folder,
    message: 'This folder is a link that leads out of the workspace, so nothing is restored in it.',
    remedy: 'Replace the link by a folder, or revert the file by hand.',
  });
}

function remove(calls: FileCalls, target: RestoreTarget): void {
  if (isFolder(target.path)) moveAside(calls, target);
  else calls.rmSync(target.path, { force: true });
}

const isFolder = (file: string): boolean =>
  fs.lstatSync(file, { throwIfNoEntry: false })?.isDirectory() === true;

function place(calls: FileCalls, target: RestoreTarget, known: Exclude<Known, { kind: 'absent' }>): void {
  const temporary = path.join(path.dirname(target.path), temporaryName());
  try {
    if (known.kind === 'link') calls.symlinkSync(known.target, temporary);
    else if (known.kind === 'file') {
      writeDurably(calls, [{ path: temporary, bytes: known.bytes, mode: 0o600 }]);
      calls.chmodSync(temporary, known.mode & 0o777);
    } else throw Object.assign(new Error('too large to have been kept'), { code: 'EFBIG' });
    if (isFolder(target.path)) moveAside(calls, target);
    calls.renameSync(temporary, target.path);
  } catch (error) {
    calls.rmSync(temporary, { force: true });
    throw error;
  }
}

/** Moves a folder; on another file system it is copied whole before it is removed. */
function moveAside(calls: FileCalls, { path: from, aside }: RestoreTarget): void {
  try {
    calls.renameSync(from, aside);
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error;
    calls.cpSync(from, aside, { recursive: true, verbatimSymlinks: true });
    calls.rmSync(from, { recursive: true });
  }
}

/**
 * Keeps a file that is too large to copy in time: a second name for the same bytes where the file system allows it,
 * else a copy. Throws when neither is possible.
 */
export function keepLarge(calls: FileCalls, from: string, aside: string): void {
  try {
    fs.linkSync(from, aside);
  } catch {
    calls.cpSync(from, aside, { mode: fs.constants.COPYFILE_FICLONE });
  }
  flushFolder(calls, path.dirname(aside));
}
