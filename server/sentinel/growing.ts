/**
 * Keeps a file that was still being written when it was taken back, and grew too large to hold in memory: its writer
 * goes on in a file without a name, which is copied into quarantine once it rests, and again where it only seemed to.
 */
import fs from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';

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
      const draft = `${target}.more`;
      kept = await copyAtRest(descriptor, draft);
      fs.renameSync(draft, target);
    }
  } finally {
    fs.closeSync(descriptor);
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
  const { size, stamp } = look;
  const to = fs.createWriteStream(target, { flags: 'wx', mode: 0o600, flush: true });
  // Without an end the copy of a file that never stops growing would never stop either.
  const range = { fd: descriptor, autoClose: false, start: 0, end: size - 1 };
  await pipeline(size === 0 ? [] : fs.createReadStream('', range), to);
  return stamp;
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
