/**
 * Runs other programs for the set-up: quietly when they succeed, with what they said when not.
 * Imports nothing from node_modules.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from './progress.mjs';

/** Limits what is kept of a program's output, at either end: npm says why it failed first, others last. */
const keptOutput = 2_000;

/**
 * Describes how a program ended.
 *
 * @typedef {object} Outcome
 * @property {number} code exit code, 127 when it could not be started, 128 when a signal ended it
 * @property {string} output the beginning and the end of what it printed
 */

/**
 * Runs a program to its end and never throws.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number }} [options]
 * @returns {Promise<Outcome>}
 */
export function run(file, args, options = {}) {
  return new Promise(resolve => {
    const child = spawn(file, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      env: options.env ?? process.env,
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
    });
    let head = '';
    let tail = '';
    const keep = (/** @type {Buffer} */ chunk) => {
      const text = chunk.toString('utf8');
      const room = keptOutput - head.length;
      head += text.slice(0, room);
      tail = (tail + text.slice(room)).slice(-keptOutput);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', error => resolve({ code: 127, output: error.message }));
    child.on('close', code => resolve({ code: code ?? 128, output: head + tail }));
  });
}

/**
 * Runs a program that has to succeed.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, remedy: string }} options
 * @returns {Promise<string>}
 */
export async function mustRun(file, args, { remedy, ...options }) {
  const { code, output } = await run(file, args, options);
  if (code === 0) return output;
  const command = [path.basename(file), ...args].join(' ');
  throw new SetupError(`"${command}" ended with exit code ${code}:\n${output.trim()}`, remedy);
}

/**
 * Finds a program on PATH.
 *
 * @param {string} name
 * @param {{ env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform }} [options]
 * @returns {string | undefined}
 */
export function onPath(name, { env = process.env, platform = process.platform } = {}) {
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(platform === 'win32' ? ';' : ':');
  const endings = platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  for (const folder of folders.filter(Boolean)) {
    for (const ending of endings) {
      const candidate = path.join(folder, name + ending);
      if (existsSync(candidate)) return candidate;
    }
  }
  return undefined;
}

/**
 * Says how to start npm without a shell: on Windows `npm` is a batch file, which Node does not start.
 *
 * @param {{ env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform, execPath?: string }} [options]
 * @returns {{ file: string, args: readonly string[] }}
 */
export function npmCommand({
  env = process.env,
  platform = process.platform,
  execPath = process.execPath,
} = {}) {
  const running = env['npm_execpath'] ?? '';
  if (/(^|[\\/])npm-cli\.c?js$/.test(running) && existsSync(running))
    return { file: execPath, args: [running] };
  if (platform !== 'win32') return { file: 'npm', args: [] };
  const bundled = path.join(path.dirname(execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js');
  return { file: execPath, args: [bundled] };
}

/**
 * Prepares the environment for an npm that works in another folder: what an outer `npm run` says about
 * this package would mislead it, while a user's own settings (registry, proxy, certificates) must reach it.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly string[]} firstOnPath
 * @returns {NodeJS.ProcessEnv}
 */
export function npmEnvironment(env, firstOnPath) {
  const outer =
    /^npm_(package_|lifecycle_|command$|node_execpath$|execpath$|config_(local_prefix|prefix|global_prefix)$)/i;
  const kept = Object.entries(env).filter(([name]) => !outer.test(name) && name.toUpperCase() !== 'PATH');
  const inherited = env['PATH'] ?? env['Path'] ?? '';
  return { ...Object.fromEntries(kept), PATH: [...firstOnPath, inherited].join(path.delimiter) };
}
