/**
 * Keeps a file that was still being written when it was taken back, and grew too large to hold in memory: its writer
 * goes on in a file without a name, which is copied into quarantine once it stops growing.
 */
import fs from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';

const lookEvery = 60;
/** A writer that takes longer than half a minute is cut off there; what it wrote until then is kept. */
const mostLooks = 500;

/** Copies the open file, as long as it was at the last look, to a new path, durably; closes the descriptor. Rejects when the copy cannot be written. */
export async function keepGrowing(descriptor: number, target: string): Promise<void> {
  const size = await restingSize(descriptor);
  // Without an end the copy of a file that never stops growing would never stop either. The stream closes the file.
  const from = fs.createReadStream('', { fd: descriptor, start: 0, end: Math.max(0, size - 1) });
  await pipeline(from, fs.createWriteStream(target, { flags: 'wx', mode: 0o600, flush: true }));
}

async function restingSize(descriptor: number): Promise<number> {
  let size = -1;
  for (let look = 0; look < mostLooks && fs.fstatSync(descriptor).size !== size; look++) {
    ({ size } = fs.fstatSync(descriptor));
    await delay(lookEvery);
  }
  return size;
}
