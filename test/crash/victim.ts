/** Guards a root until it is killed: `node victim.ts BASE`. Prints `ready` when the root is guarded. */
import fs from 'node:fs';
import path from 'node:path';
import { systemClock } from '../../server/ports/clock.ts';
import { openStore } from '../../server/quarantine/store.ts';
import { Guard } from '../../server/sentinel/guard.ts';
import { evilClassifier } from '../unit/sentinel/evil.ts';

const base = process.argv[2] ?? '';
const opened = openStore({ folder: path.join(base, 'quarantine'), clock: systemClock });
if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
const guard = new Guard({
  store: opened.value,
  snapshots: path.join(base, 'snapshots'),
  classifier: evilClassifier,
  calls: fs,
  clock: systemClock,
  emit: event => {
    if (event.type === 'ready') process.stdout.write('ready\n');
    if (event.type === 'problem') process.stderr.write(`${JSON.stringify(event.problem)}\n`);
  },
});
await guard.configure({ roots: [path.join(base, 'root')], profile: 'balanced' });
process.stdin.resume().on('end', () => {
  guard.stop();
  process.exit(0);
});
