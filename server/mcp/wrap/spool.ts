/** Holds a line that is too long for memory in a file that nobody else can open. */
import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { createMemberReader, type Members } from './members.ts';

/** Is a long line; whoever takes it must close it. */
export interface SpooledLine {
  readonly length: number;
  readonly members: Members;
  /** The line was longer than may be held, and its rest is lost. */
  readonly cut: boolean;
  /** Reads at most so many bytes from an offset on. */
  read(offset: number, length: number): Buffer;
  close(): void;
}

/** Takes a line piece by piece. */
export interface Spool {
  add(bytes: Uint8Array): void;
  done(): SpooledLine;
}

/** Larger lines than this are refused: nothing that a model can read comes near. */
const largestSpool = 1024 * 1024 * 1024;

/** Creates a spool in a folder, which is made when it is not there. */
export function createSpool(folder: string): Spool {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `line-${process.pid}-${randomBytes(6).toString('hex')}`);
  const handle = openSync(file, 'wx+', 0o600);
  // Where an open file can be removed, nothing is left behind however this process ends.
  if (process.platform !== 'win32') rmSync(file, { force: true });
  const reader = createMemberReader();
  let length = 0;
  let cut = false;
  return {
    add(bytes) {
      if (length + bytes.length > largestSpool) cut = true;
      if (cut) return;
      reader.feed(bytes);
      for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
      length += bytes.length;
    },
    done: () => ({
      length,
      cut,
      members: reader.members(),
      read(offset, wanted) {
        const buffer = Buffer.alloc(Math.min(wanted, Math.max(0, length - offset)));
        const size = readSync(handle, buffer, 0, buffer.length, offset);
        return buffer.subarray(0, size);
      },
      close() {
        closeSync(handle);
        if (process.platform === 'win32') rmSync(file, { force: true });
      },
    }),
  };
}
