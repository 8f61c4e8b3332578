/**
 * Writes a risky key into a settings file again and again, as another process would, and measures how long each stays.
 * Prints one JSON line: milliseconds from the end of the write to the restore, one a write.
 */
import fs from 'node:fs';

const [, , file = '', count = '100'] = process.argv;
const pause = new Int32Array(new SharedArrayBuffer(4));
const patience = 2_000;

const risky = '"chat.permissions.default"';
const times: number[] = [];
for (let round = 0; round < Number(count); round++) {
  Atomics.wait(pause, 0, 0, 25 + (round % 7) * 5);
  const text = `{\n  "editor.tabSize": ${(round % 8) + 1},\n  ${risky}: "autopilot"\n}\n`;
  fs.writeFileSync(file, text);
  const start = performance.now();
  // Sleeping between the looks leaves the processor to the guard, as a real writer would.
  while (fs.readFileSync(file, 'utf8').includes(risky) && performance.now() - start < patience) {
    Atomics.wait(pause, 0, 0, 0.2);
  }
  times.push(performance.now() - start);
}
process.stdout.write(`${JSON.stringify(times)}\n`);
