/**
 * Installs the package's own dependencies when they are missing or differ from package-lock.json.
 * Imports nothing from node_modules.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './cache.mjs';
import { mustRun, npmCommand, npmEnvironment, run } from './command.mjs';
import { SetupError, step } from './progress.mjs';
import { codeServerNode } from './versions.mjs';

/** Names the root of this repository. */
export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url));

/** Names the oldest Node that can run the set-up itself. */
const oldestNode = 20;

/**
 * Installs what package-lock.json says, unless it is installed already.
 *
 * @param {{ root?: string }} [options]
 */
export async function ensureDependencies({ root = repositoryRoot } = {}) {
  demandNode(process.versions.node);
  if (!isInstalled(root)) {
    await withLock(path.join(root, '.cache', 'dependencies.lock'), async () => {
      if (!isInstalled(root)) await step('npm ci', () => installDependencies(root));
    });
  }
  await developmentNode(root);
}

/**
 * Refuses a Node that is too old, by name, before anything fails in an odd way.
 *
 * @param {string} version
 */
export function demandNode(version) {
  if (Number.parseInt(version, 10) >= oldestNode) return;
  throw new SetupError(
    `This is Node ${version}; Ringfence's tools need Node ${oldestNode} or newer.`,
    'Install a current Node (https://nodejs.org), then run the command again.',
  );
}

/**
 * Finds the Node that development runs on: the one that package-lock.json pins.
 *
 * @param {string} [root]
 * @returns {Promise<string>}
 */
export async function developmentNode(root = repositoryRoot) {
  const ending = process.platform === 'win32' ? '.exe' : '';
  const pinned = path.join(root, 'node_modules', 'node', 'bin', `node${ending}`);
  if ((await run(pinned, ['--version'])).code === 0) return pinned;
  if (Number.parseInt(process.versions.node, 10) === codeServerNode) return process.execPath;
  throw new SetupError(
    `node_modules has no working Node ${codeServerNode}: the install script of the package "node" did not run.`,
    'Allow install scripts ("npm config get ignore-scripts" should say false), delete node_modules, and run again.',
  );
}

/**
 * Tells whether node_modules holds what package-lock.json asks for. Contents are compared, not times:
 * a checkout or a copy changes times.
 *
 * @param {string} root
 * @returns {boolean}
 */
export function isInstalled(root) {
  const wanted = lockedPackages(path.join(root, 'package-lock.json'));
  // npm writes this file last, so an interrupted install has none.
  const hidden = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const present = lockedPackages(hidden);
  for (const [folder, entry] of wanted) {
    const found = present.get(folder);
    if (found === undefined ? !entry.optional : found.version !== entry.version) return false;
  }
  return [...present.keys()].every(folder => wanted.has(folder));
}

/**
 * Reads folder, version and optionality of every package in a lock file.
 *
 * @param {string} file
 * @returns {Map<string, { version: string, optional: boolean }>}
 */
function lockedPackages(file) {
  /** @type {{ packages?: Record<string, { version?: string, optional?: boolean, devOptional?: boolean }> }} */
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const entries = Object.entries(lock.packages ?? {}).filter(([folder]) => folder !== '');
  return new Map(
    entries.map(([folder, entry]) => [
      folder,
      { version: entry.version ?? '', optional: entry.optional === true || entry.devOptional === true },
    ]),
  );
}

/**
 * Runs `npm ci`.
 *
 * @param {string} root
 */
async function installDependencies(root) {
  const npm = npmCommand();
  await mustRun(npm.file, [...npm.args, 'ci', '--no-audit', '--no-fund'], {
    cwd: root,
    env: npmEnvironment(process.env, []),
    remedy: 'Check that npm reaches its registry ("npm ping"), then run the command again.',
  });
}
