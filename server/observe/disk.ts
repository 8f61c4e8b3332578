/** The disk as the observer sees it: links, text, folders, identity. Nothing here throws; what fails is undefined. */
import { lstat, readdir, readlink, realpath, stat } from 'node:fs/promises';
import { UnfitFileError, readPlain } from '../platform/plainFile.ts';
import type { RealPath } from './paths.ts';
import { decodeText } from '../platform/text.ts';

/** Is the text of a file, or why there is none. */
export type FileText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Tells files apart by what they are, not by name. */
export interface FileIdentity {
  readonly key: string;
  readonly links: number;
  readonly isFile: boolean;
}

/** Is everything that the observer asks of the disk; no method rejects. */
export interface Disk extends RealPath {
  text(path: string, limit: number): Promise<FileText>;
  list(folder: string): Promise<readonly string[] | undefined>;
  identity(path: string): Promise<FileIdentity | undefined>;
}

/** Looks at the real disk. */
export const realDisk: Disk = {
  real: path => orUndefined(realpath(path)),
  link: async path =>
    (await orUndefined(lstat(path)))?.isSymbolicLink() === true ? orUndefined(readlink(path)) : undefined,
  list: folder => orUndefined(readdir(folder)),
  identity: async path => {
    const found = await orUndefined(stat(path, { bigint: true }));
    return found === undefined
      ? undefined
      : { key: `${found.dev}:${found.ino}`, links: Number(found.nlink), isFile: found.isFile() };
  },
  text: readText,
};

async function readText(path: string, limit: number): Promise<FileText> {
  try {
    const decoded = decodeText(await readPlain(path, limit));
    return decoded === undefined
      ? { kind: 'unreadable', reason: 'is not text' }
      : { kind: 'text', text: decoded.text };
  } catch (error) {
    if (error instanceof UnfitFileError)
      return { kind: 'unreadable', reason: error.code === 'EFBIG' ? 'is too large' : 'is no plain file' };
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ENOENT' || code === 'ENOTDIR'
      ? { kind: 'absent' }
      : { kind: 'unreadable', reason: 'cannot be read' };
  }
}

async function orUndefined<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch {
    return undefined;
  }
}
