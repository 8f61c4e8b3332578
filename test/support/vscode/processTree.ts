/**
 * Ends a program together with everything that it started, shells and daemons included, so that a test
 * leaves nothing running.
 */
import { spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** Names the environment variable that marks every process of one run, whatever parent it ends up with. */
export const runMark = 'RINGFENCE_TEST_RUN';

/** A started program and the mark that its descendants carry. */
export interface StartedProgram {
  readonly child: ChildProcess;
  /** The value of {@link runMark} in its environment; unique to this run. */
  readonly mark: string;
  /** A folder that goes when the program has ended. */
  readonly scratch: string;
}

const running = new Set<StartedProgram>();
process.on('exit', () => {
  for (const program of running) {
    signalAll(program, 'SIGKILL');
    rmSync(program.scratch, { recursive: true, force: true, maxRetries: 3 });
  }
});

/** Makes sure that a program dies with this process, even when nobody calls {@link endProgram}. */
export function ownProgram(program: StartedProgram): void {
  running.add(program);
}

/** Makes a signal end this process in the ordinary way, so that its programs end with it. For entry points. */
export function endOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));
}

/** Asks a program and its descendants to end, then makes them. */
export async function endProgram(program: StartedProgram): Promise<void> {
  signalAll(program, 'SIGTERM');
  for (let waited = 0; waited < 30 && members(program).length > 0; waited += 1) await delay(100);
  signalAll(program, 'SIGKILL');
  running.delete(program);
}

/** Signals every process of a run. */
function signalAll(program: StartedProgram, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (process.platform === 'win32') {
    // Windows has no signals: taskkill ends a tree, and only by force when there is no window.
    spawnSync('taskkill', ['/pid', String(program.child.pid), '/t', '/f']);
    return;
  }
  for (const pid of members(program)) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended in the meantime, which is what we want.
    }
  }
}

/** Lists the living processes of a run: descendants by parent, and on Linux orphans by their mark. */
function members(program: StartedProgram): readonly number[] {
  if (process.platform === 'win32') return program.child.exitCode === null ? [program.child.pid ?? 0] : [];
  const listing = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' }).stdout;
  const rows = listing.split('\n').map(line => line.trim().split(/\s+/));
  const alive = rows.filter(([, , state]) => state !== undefined && !state.startsWith('Z'));
  const found = new Set<number>(markedProcesses(program.mark));
  if (program.child.pid !== undefined) found.add(program.child.pid);
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const [pid, parent] of alive) if (found.has(Number(parent))) found.add(Number(pid));
  }
  found.delete(process.pid);
  return alive.map(([pid]) => Number(pid)).filter(pid => found.has(pid));
}

/** Finds processes by the mark in their environment, where the system shows it. */
function markedProcesses(mark: string): readonly number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .map(Number)
    .filter(pid => pid > 0 && pid !== process.pid && hasMark(pid, mark));
}

/** Tells whether a process carries a mark. */
function hasMark(pid: number, mark: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`${runMark}=${mark}`);
  } catch {
    // Gone, or not ours to read: then it is not ours to end either.
    return false;
  }
}
