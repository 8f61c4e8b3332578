/** Reads what stands at a path, without following a link to write and without ever blocking on a pipe. */
import fs from 'node:fs';
import { UnfitFileError, inspectPlainSync, readPlainSync } from '../platform/plainFile.ts';
import { errorCode } from '../quarantine/disk.ts';

/** Is what stands at a path. `stamp` changes whenever the file may have changed. */
export type Reading =
  | { readonly kind: 'file'; readonly bytes: Buffer; readonly mode: number; readonly stamp: string }
  | {
      readonly kind: 'link';
      readonly target: string;
      /** Content behind the link, when it is a regular file of bearable size. */
      readonly through: Buffer | undefined;
      readonly stamp: string;
    }
  | { readonly kind: 'large'; readonly size: number; readonly stamp: string }
  | { readonly kind: 'folder' | 'special'; readonly stamp: string }
  | { readonly kind: 'absent'; readonly stamp: string }
  | { readonly kind: 'unreadable'; readonly code: string; readonly stamp: string };

/** Is the size beyond which a configuration file is not judged but taken as risky. */
export const largest = 2 << 20;

/** Reads a path. Never throws. */
export function readPath(file: string): Reading {
  try {
    const stats = fs.lstatSync(file, { bigint: true, throwIfNoEntry: false });
    if (!stats) return { kind: 'absent', stamp: 'absent' };
    const stamp = stampOf(stats);
    if (stats.isSymbolicLink()) return readLink(file, stamp);
    if (stats.isDirectory()) return { kind: 'folder', stamp };
    if (!stats.isFile()) return { kind: 'special', stamp };
    if (stats.size > largest) return { kind: 'large', size: Number(stats.size), stamp };
    return readRegular(file);
  } catch (error) {
    return missing(error) ? { kind: 'absent', stamp: 'absent' } : unreadable(error);
  }
}

/** Returns the stamp of a path for a poll, following links; 'absent' when there is nothing. */
export function stampAt(file: string): string {
  try {
    const stats = fs.lstatSync(file, { bigint: true, throwIfNoEntry: false });
    if (!stats) return 'absent';
    return stats.isSymbolicLink() ? `${stampOf(stats)}>${stampBehind(file)}` : stampOf(stats);
  } catch (error) {
    return missing(error) ? 'absent' : `unreadable:${errorCode(error)}`;
  }
}

function stampBehind(link: string): string {
  try {
    return stampOf(fs.statSync(link, { bigint: true }));
  } catch {
    return 'nothing';
  }
}

const stampOf = (stats: fs.BigIntStats): string =>
  `${stats.dev}:${stats.ino}:${stats.size}:${stats.mtimeNs}:${stats.ctimeNs}`;

/** Returns the part of a stamp that names the file itself, whatever its content. */
export const identityOf = (stamp: string): string => stamp.split(':', 2).join(':');

const missing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(errorCode(error));
const unreadable = (error: unknown): Reading => {
  const code = errorCode(error) || 'unknown';
  return { kind: 'unreadable', code, stamp: `unreadable:${code}` };
};

function readRegular(file: string): Reading {
  try {
    const { bytes, stats } = inspectPlainSync(file, { limit: largest, noLink: true });
    return { kind: 'file', bytes, mode: Number(stats.mode) & 0o7777, stamp: stampOf(stats) };
  } catch (error) {
    if (!(error instanceof UnfitFileError) || error.stats === undefined) throw error;
    const stamp = stampOf(error.stats);
    if (error.code === 'EFBIG') return { kind: 'large', size: Number(error.stats.size), stamp };
    return { kind: error.code === 'EISDIR' ? 'folder' : 'special', stamp };
  }
}

function readLink(file: string, own: string): Reading {
  const target = fs.readlinkSync(file);
  try {
    const stamp = `${own}>${stampBehind(file)}`;
    return { kind: 'link', target, through: readPlainSync(file, largest), stamp };
  } catch {
    // It leads nowhere, in a circle, or to what we may not or will not read.
    return { kind: 'link', target, through: undefined, stamp: `${own}>${stampBehind(file)}` };
  }
}
