/** Tests that a program is ended together with what it started, even what left its tree. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { endProgram, runMark } from '../../../support/vscode/processTree.ts';

/** Tells whether a process still runs. A zombie does not. */
async function isRunning(pid: number): Promise<boolean> {
  const state = await new Promise<string>(resolve => {
    const ps = spawn('ps', ['-o', 'stat=', '-p', String(pid)]);
    let output = '';
    ps.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    ps.on('close', () => resolve(output.trim()));
  });
  return state !== '' && !state.startsWith('Z');
}

describe.runIf(process.platform === 'linux')('endProgram', () => {
  it('ends a child that ignores SIGTERM and a daemon whose parent is gone', async () => {
    const scratch = await mkdtemp(path.join(os.tmpdir(), 'ringfence-tree-'));
    const mark = randomUUID();
    // The daemon outlives the shell that started it, in a session of its own.
    const script = 'trap "" TERM; (setsid sleep 600 & echo $! ); while :; do sleep 600; done';
    const child = spawn('sh', ['-c', script], {
      env: { ...process.env, [runMark]: mark },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const daemon = await new Promise<number>(resolve => {
      child.stdout.once('data', (chunk: Buffer) => resolve(Number(chunk.toString())));
    });
    await endProgram({ child, mark, scratch });
    await delay(50);
    expect(await isRunning(daemon)).toBe(false);
    expect(await isRunning(child.pid ?? 0)).toBe(false);
    await rm(scratch, { recursive: true });
  });
});
