/** Starts a guard when none runs, once however many hooks find none, and waits for its registration. */
import { isAlive, readRegistrations, type RegisteredGuard } from '../gate/registry.ts';
import { fs, path } from '../gate/wireBuiltins.ts';

/** Says where the guard's program is and where guards register. */
export interface StandaloneSetting {
  readonly cli: string;
  readonly runFolder: string;
  /** Guards that were tried in vain; a registration of theirs is not the new one. */
  readonly dead: ReadonlySet<string>;
}

const pollMs = 40;
const staleLockMs = 20_000;

/**
 * Starts a standalone guard unless another hook is just doing so; undefined when there is no program to start, or when it
 * ends instead of guarding, as on a disk that is full.
 */
export async function startStandalone(setting: StandaloneSetting): Promise<RegisteredGuard | undefined> {
  if (!fs.existsSync(setting.cli)) return undefined;
  fs.mkdirSync(setting.runFolder, { recursive: true, mode: 0o700 });
  const lock = path.join(setting.runFolder, 'standalone.lock');
  if (takeLock(lock)) {
    // At exit, so that it goes as well when the deadline ends the wait.
    process.once('exit', () => fs.rmSync(lock, { force: true }));
    return await registered(setting, await spawnGuard(setting.cli));
  }
  return await registered(setting, () => false);
}

/**
 * Starts the guard's program; returns what tells whether it has ended. Its module is loaded only here: in the usual case a
 * guard runs, and the module is dear.
 */
async function spawnGuard(cli: string): Promise<() => boolean> {
  const { spawn } = await import('node:child_process');
  const child = spawn(process.execPath, [cli, 'guard', '--standalone'], {
    detached: true,
    stdio: 'ignore',
    windowsHide: true,
    cwd: path.dirname(cli),
  });
  let ended = false;
  for (const event of ['error', 'exit']) child.once(event, () => (ended = true));
  child.unref();
  return () => ended;
}

/** Waits until the guard is there or has ended; the shim's deadline is what ends it otherwise. */
async function registered(
  { runFolder, dead }: StandaloneSetting,
  hasEnded: () => boolean,
): Promise<RegisteredGuard | undefined> {
  for (;;) {
    // Asked before looking: it may have registered, and handed over to another, just before it ended.
    const ended = hasEnded();
    const guard = readRegistrations(runFolder).find(
      ({ roots, pid, file }) => roots.length === 0 && !dead.has(file) && isAlive(pid),
    );
    if (guard !== undefined || ended) return guard;
    await new Promise(resolve => setTimeout(resolve, pollMs));
  }
}

function takeLock(lock: string): boolean {
  try {
    fs.writeFileSync(lock, String(process.pid), { flag: 'wx', mode: 0o600 });
    return true;
  } catch {
    if (!isStale(lock)) return false;
    fs.rmSync(lock, { force: true });
    return takeLock(lock);
  }
}

/** A hook that was killed leaves its lock behind; a read-only folder has none and is not stale. */
function isStale(lock: string): boolean {
  const written = fs.statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  return written !== undefined && Math.abs(Date.now() - written) > staleLockMs;
}
