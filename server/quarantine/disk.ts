/**
 * Durable file operations, synchronous since the sentinel must finish a restore before anybody else runs. The file
 * calls are a parameter so that tests can play a full, read-only or failing disk.
 */
import nodeFs from 'node:fs';
import path from 'node:path';

/** Is the part of node:fs that quarantine and sentinel write with. */
export type FileCalls = Pick<
  typeof nodeFs,
  | 'openSync'
  | 'writeSync'
  | 'fsyncSync'
  | 'closeSync'
  | 'renameSync'
  | 'mkdirSync'
  | 'unlinkSync'
  | 'rmSync'
  | 'symlinkSync'
  | 'chmodSync'
  | 'cpSync'
>;

/** Names a file to write, its exact bytes and permission bits. */
export interface NewFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly mode: number;
}

/** Returns the system's code of an error (`ENOSPC`, `EROFS` …), or '' when it has none. */
export const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Tells whether an error means that there is no room left. */
export const isFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(errorCode(error));

/**
 * Writes new files and flushes them all; throws, leaving none of them, when one cannot be written. Writing all before
 * flushing any lets one journal commit of the file system serve several files.
 */
export function writeDurably(calls: FileCalls, files: readonly NewFile[]): void {
  const open: { readonly path: string; readonly descriptor: number }[] = [];
  try {
    for (const file of files) {
      const descriptor = calls.openSync(file.path, 'wx', file.mode);
      open.push({ path: file.path, descriptor });
      writeAll(calls, descriptor, file.bytes);
    }
    for (const { descriptor } of open) calls.fsyncSync(descriptor);
    for (const { descriptor } of open.splice(0)) calls.closeSync(descriptor);
  } catch (error) {
    for (const file of open) discard(calls, file);
    throw error;
  }
}

function discard(calls: FileCalls, file: { readonly path: string; readonly descriptor: number }): void {
  for (const undo of [() => calls.closeSync(file.descriptor), () => calls.unlinkSync(file.path)]) {
    try {
      undo();
    } catch {
      // The first error is the one to report; what cannot be undone now is cleaned when the store opens next.
    }
  }
}

function writeAll(calls: FileCalls, descriptor: number, bytes: Uint8Array): void {
  for (let offset = 0; offset < bytes.length;) {
    offset += calls.writeSync(descriptor, bytes, offset, bytes.length - offset);
  }
}

/** Flushes a folder, so that a rename inside it survives a power cut. Windows has no such call and needs none. */
export function flushFolder(calls: FileCalls, folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = calls.openSync(folder, 'r');
  try {
    calls.fsyncSync(descriptor);
  } finally {
    calls.closeSync(descriptor);
  }
}

/** Replaces a file atomically and durably: readers see the old or the new bytes, never a mix. */
export function replaceDurably(calls: FileCalls, file: NewFile, temporary: string): void {
  writeDurably(calls, [{ ...file, path: temporary }]);
  try {
    calls.renameSync(temporary, file.path);
  } catch (error) {
    calls.rmSync(temporary, { force: true });
    throw error;
  }
  flushFolder(calls, path.dirname(file.path));
}

/** Creates a folder that only its user may enter. */
export function privateFolder(calls: FileCalls, folder: string): void {
  calls.mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.platform !== 'win32') calls.chmodSync(folder, 0o700);
}

/** Returns the number of the process that made a temporary name of ours, or undefined for any other name. */
export function temporaryOwner(name: string): number | undefined {
  const match = /^\.ringfence-(\d{1,10})-[0-9a-z]{6,}\.tmp$/.exec(name);
  return match ? Number(match[1]) : undefined;
}

/** Makes a temporary name that tells which process is writing it. */
export const temporaryName = (): string =>
  `.ringfence-${process.pid}-${Math.random().toString(36).slice(2, 12).padEnd(8, '0')}.tmp`;

/** Tells whether a process is running; a process of another user counts as running. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
