/** Stands in for the standalone guard: notes its process, registers after a moment, answers one and the same. */
import { appendFileSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { startGate } from '../../server/gate/gate.ts';
import { ringfenceFolders } from '../../server/platform/folders.ts';

const folder = path.dirname(process.argv[1] ?? '');
if (process.argv.slice(2).join(' ') !== 'guard --standalone') throw new Error('unexpected arguments');
appendFileSync(path.join(folder, 'pids'), `${process.pid}\n`);
const reply = readFileSync(path.join(folder, 'reply'), 'utf8');
setTimeout(() => {
  void startGate({
    folders: ringfenceFolders({ env: process.env, home: homedir(), platform: process.platform }),
    roots: [],
    judge: () => Promise.resolve({ stdout: reply, stderr: '', exitCode: 0 }),
  });
}, 300);
// It must not outlive the test run, whatever happens to that.
setTimeout(() => process.exit(), 60_000);
