/** Makes named pipes that nobody writes to, for tests of what must not wait for them. */
import { execFileSync, spawn } from 'node:child_process';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** Is how long somebody who waits for a pipe is left waiting, in milliseconds: then a test fails instead of hanging. */
export const releasedAfter = 2_000;

/** Makes the pipes; whoever waits for one is released after a while. */
export function makePipes(folder: string, names: readonly string[]): void {
  const files = names.map(name => path.join(folder, name));
  execFileSync('mkfifo', files);
  // Opened for both, a pipe lets who waits for it go on, to an end that comes at once; the next one waits anew.
  const once = 'for file; do exec 9<>"$file"; sleep 0.02; exec 9>&-; done';
  const release = `sleep ${releasedAfter / 1_000}; for round in 1 2 3 4 5 6 7 8 9; do ${once}; done`;
  const child = spawn('sh', ['-c', release, 'sh', ...files], { stdio: 'ignore', detached: true });
  const { pid } = child;
  onTestFinished(() => {
    if (pid !== undefined && child.exitCode === null) process.kill(-pid, 'SIGKILL');
  });
}
