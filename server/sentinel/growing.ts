/**
 * Keeps a file that was still being written when it was taken back, and grew too large to hold in memory: its writer
 * goes on in a file without a name, which is copied into quarantine once it rests, and again where it only seemed to.
 */
import fs from 'node:fs';
import { open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const read = promisify(fs.read);

const lookEvery = 60;
/** A writer that takes longer than half a minute is cut off there; what it wrote until then is kept. */
const mostLooks = 500;
/** A busy machine may leave a writer without its turn for longer than a look. */
const settleLooks = 35;
/** Bounds what a writer with a break after each piece can have copied. */
const mostCopies = 4;

/** Copies the open file, as long as it was at the last look, to a new path, durably; closes the descriptor. Rejects when the copy cannot be written. */
export async function keepGrowing(descriptor: number, target: string): Promise<void> {
  try {
    let kept = await copyAtRest(descriptor, target);
    for (let copies = 1; copies < mostCopies && (await changes(descriptor, kept)); copies++) {
      kept = await copyOver(descriptor, target);
    }
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Puts a later copy in the place of one that is kept; that one stays where it cannot be written. */
async function copyOver(descriptor: number, target: string): Promise<string> {
  const draft = `${target}.more`;
  try {
    const kept = await copyAtRest(descriptor, draft);
    fs.renameSync(draft, target);
    return kept;
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

/** Copies a file once its size stays what it is; returns what it looked like then. */
async function copyAtRest(descriptor: number, target: string): Promise<string> {
  let look = lookAt(descriptor);
  for (let looks = 0; looks < mostLooks; looks++) {
    await delay(lookEvery);
    const next = lookAt(descriptor);
    if (next.stamp === look.stamp) break;
    look = next;
  }
  await copy(descriptor, look.size, target);
  return look.stamp;
}

/** Copies so many bytes, or as many as there still are; a file that never stops growing must not make it endless. */
async function copy(descriptor: number, size: number, target: string): Promise<void> {
  const to = await open(target, 'wx', 0o600);
  try {
    const piece = Buffer.alloc(1 << 20);
    for (let at = 0; at < size;) {
      const { bytesRead } = await read(descriptor, piece, 0, Math.min(piece.length, size - at), at);
      if (bytesRead === 0) break;
      await to.writeFile(piece.subarray(0, bytesRead));
      at += bytesRead;
    }
    await to.sync();
  } finally {
    await to.close();
  }
}

/** Returns whether a file that was copied is written on within a while. */
async function changes(descriptor: number, kept: string): Promise<boolean> {
  for (let looks = 0; looks < settleLooks; looks++) {
    if (lookAt(descriptor).stamp !== kept) return true;
    await delay(lookEvery);
  }
  return false;
}

function lookAt(descriptor: number): { readonly size: number; readonly stamp: string } {
  const { size, mtimeMs } = fs.fstatSync(descriptor);
  return { size, stamp: `${size}:${mtimeMs}` };
}
