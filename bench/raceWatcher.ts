/**
 * Watches a settings file while others race for it, and notes for how long each risky text stood there. Looks every
 * fifth of a millisecond, but only while there is something to see, so that it takes no time from the guard. Ends with
 * its input and prints one JSON line: for each write when it was seen (ms since the epoch) and how long it stood (ms).
 */
import fs from 'node:fs';
import path from 'node:path';

const [, , file = '', ...marks] = process.argv;
const pause = new Int32Array(new SharedArrayBuffer(4));
const patience = 2_000;
const stood: { readonly at: number; readonly ms: number }[] = [];

const isRisky = (): boolean => {
  try {
    const text = fs.readFileSync(file, 'utf8');
    return marks.some(mark => text.includes(mark));
  } catch {
    return false;
  }
};

const watcher = fs.watch(path.dirname(file), () => {
  if (!isRisky()) return;
  const at = Date.now();
  const start = performance.now();
  while (isRisky() && performance.now() - start < patience) Atomics.wait(pause, 0, 0, 0.2);
  stood.push({ at, ms: performance.now() - start });
});
process.stdin.resume().once('end', () => {
  watcher.close();
  process.stdout.write(`${JSON.stringify(stood)}\n`);
});
