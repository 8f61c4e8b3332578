import * as cp from 'child_process';
import { promisify } from 'node:util';
import { exec } from './database';

const run = promisify(cp.exec);

export async function checkout(branch: string): Promise<void> {
  // ruleid: javascript.command-built-string
  await run(`git checkout ${branch}`);
  // ruleid: javascript.command-built-string
  cp.spawnSync('bash', ['-c', `git checkout ${branch}`]);
  // ok: javascript.command-built-string
  cp.spawnSync('git', ['checkout', branch]);
  // ok: javascript.command-built-string
  exec(`select ${branch}`);
}
