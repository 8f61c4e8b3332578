/** Writes and removes registrations, and clears away those of guards that have ended. */
import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import {
  isAlive,
  readRegistrations,
  registrationFile,
  type RegisteredGuard,
  type Registration,
} from './registry.ts';

/** Writes a registration so that a reader sees it whole or not at all; returns its file. */
export async function writeRegistration(runFolder: string, registration: Registration): Promise<string> {
  const file = registrationFile(runFolder, registration.pid, registration.startedAt);
  const draft = `${file}.${randomBytes(4).toString('hex')}.tmp`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(registration)}\n`);
  } finally {
    await handle.close();
  }
  await rename(draft, file);
  return file;
}

/** Removes registrations whose process is dead or whose socket refuses, with their sockets; returns their files. */
export async function sweepRegistrations(runFolder: string): Promise<readonly string[]> {
  const checked = await Promise.all(
    readRegistrations(runFolder).map(async guard => ({ guard, stale: await isStale(guard) })),
  );
  const stale = checked.filter(entry => entry.stale).map(({ guard }) => guard);
  await Promise.all(stale.map(removeGuard));
  return stale.map(({ file }) => file);
}

async function removeGuard({ file, socket }: RegisteredGuard): Promise<void> {
  await rm(file, { force: true });
  if (process.platform !== 'win32' && socket.endsWith('.sock')) await rm(socket, { force: true });
}

/** A number may have been given to another process since, so a living one must also accept. */
async function isStale(guard: RegisteredGuard): Promise<boolean> {
  return !isAlive(guard.pid) || !(await accepts(guard.socket));
}

function accepts(socket: string): Promise<boolean> {
  return new Promise(resolve => {
    const probe = connect(socket);
    const end = (accepted: boolean): void => {
      probe.destroy();
      resolve(accepted);
    };
    // A guard that is merely busy accepts late; it must not lose its registration for that.
    probe.setTimeout(1000, () => end(true));
    probe.on('connect', () => end(true));
    probe.on('error', (error: NodeJS.ErrnoException) =>
      end(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT'),
    );
  });
}
