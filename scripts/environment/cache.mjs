/**
 * Holds big downloads that every clone of this repository can share, each installed whole or not at all.
 * Imports nothing from node_modules.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SetupError, say } from './progress.mjs';

/** Marks a folder of the cache as complete; it is written before the folder gets its final name. */
const completeMark = '.complete';

/**
 * Tells where the shared cache is.
 *
 * @param {{ env?: NodeJS.ProcessEnv, home?: string, join?: typeof path.join }} [options]
 * @returns {string}
 */
export function cacheRoot({ env = process.env, home = os.homedir(), join = path.join } = {}) {
  if (env['RINGFENCE_CACHE']) return env['RINGFENCE_CACHE'];
  const base = env['XDG_CACHE_HOME'] || join(home, '.cache');
  return join(base, 'ringfence-dev');
}

/**
 * Installs a folder unless it is there already: builds it under a temporary name, then renames it.
 *
 * @param {string} target
 * @param {(folder: string) => Promise<void>} build
 * @returns {Promise<string>} the folder
 */
export async function installOnce(target, build) {
  const isComplete = () => existsSync(path.join(target, completeMark));
  if (isComplete()) return target;
  await mkdir(path.dirname(target), { recursive: true }).catch(cause => {
    throw new SetupError(
      `The cache folder ${path.dirname(target)} cannot be made: ${cause.message}`,
      'Set RINGFENCE_CACHE to a folder that can be written, and run again.',
    );
  });
  await withLock(`${target}.lock`, async () => {
    if (isComplete()) return;
    const partial = `${target}.partial-${process.pid}`;
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial);
    try {
      await build(partial);
      await writeFile(path.join(partial, completeMark), '');
      await rm(target, { recursive: true, force: true });
      await rename(partial, target);
    } catch (error) {
      await rm(partial, { recursive: true, force: true });
      // Another set-up that took our lock for a dead one may have come first; its folder is as good.
      if (!isComplete()) throw error;
    }
  });
  return target;
}

/**
 * Runs work while holding a lock folder that other set-ups on this machine respect.
 *
 * @template T
 * @param {string} lock
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(lock, work) {
  await mkdir(path.dirname(lock), { recursive: true });
  for (let waited = 0; !(await takeLock(lock)); waited += 1) {
    if (waited % 30 === 0) say(`  … another set-up is at work (${lock})`);
    await delay(1_000);
    if (await isAbandoned(lock)) await rm(lock, { recursive: true, force: true });
  }
  try {
    return await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

/**
 * Takes the lock if it is free. Creating a folder is atomic on every file system that matters here.
 *
 * @param {string} lock
 * @returns {Promise<boolean>}
 */
async function takeLock(lock) {
  try {
    await mkdir(lock);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
  await writeFile(path.join(lock, 'owner'), String(process.pid));
  return true;
}

/**
 * Tells whether the process that took the lock is gone.
 *
 * @param {string} lock
 * @returns {Promise<boolean>}
 */
async function isAbandoned(lock) {
  const owner = Number(await readFile(path.join(lock, 'owner'), 'utf8').catch(() => ''));
  if (owner > 0) return !isAlive(owner);
  const made = await stat(lock).catch(() => undefined);
  return made !== undefined && Date.now() - made.mtimeMs > 60_000;
}

/**
 * Tells whether a process of this machine is running.
 *
 * @param {number} pid
 * @returns {boolean}
 */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
