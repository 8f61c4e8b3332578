/**
 * Finds the real programs that tests compare ours with, or installs Debian's where that is allowed. None is a
 * dependency of the product: without one, the tests that need it are skipped and say why.
 * Imports nothing from node_modules.
 */
import path from 'node:path';
import { installWithApt } from './apt.mjs';
import { onPath } from './command.mjs';
import { say } from './progress.mjs';

/** Names each program's Debian package, and those that tests need with it. */
export const debianTools = /** @type {const} */ ({
  minisign: { package: 'minisign', with: [], command: 'minisign' },
  // Without its driver rsyslog speaks no TLS.
  rsyslog: { package: 'rsyslog', with: ['rsyslog-openssl'], command: 'rsyslogd' },
});

/**
 * Names a program that can be set up.
 *
 * @typedef {keyof typeof debianTools} ToolName
 */

/**
 * Finds a program, without installing it; daemons live where a user's PATH need not look.
 *
 * @param {ToolName} name
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined}
 */
export function findTool(name, env = process.env) {
  const { command } = debianTools[name];
  return (
    onPath(command, { env }) ?? onPath(command, { env: { PATH: env['RINGFENCE_SBIN'] ?? '/usr/sbin:/sbin' } })
  );
}

/**
 * Finds programs and installs those that are missing, all at once. Never fails: what cannot be had is said.
 *
 * @param {readonly ToolName[]} names
 * @param {{ env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<ReadonlyMap<ToolName, string>>} the executables that are there, by name
 */
export async function ensureTools(names, { env = process.env } = {}) {
  const missing = names.filter(name => findTool(name, env) === undefined);
  if (missing.length > 0) {
    const packages = missing.flatMap(name => [debianTools[name].package, ...debianTools[name].with]);
    await installWithApt(missing.join(', '), packages, env);
  }
  /** @type {Map<ToolName, string>} */
  const executables = new Map();
  for (const name of names) {
    const place = findTool(name, env);
    if (place === undefined) say(`  ${whyMissing(name)}`);
    else executables.set(name, path.resolve(place));
  }
  return executables;
}

/**
 * Says why tests that need a program are skipped, and what to do.
 *
 * @param {ToolName} name
 * @returns {string}
 */
export function whyMissing(name) {
  const { command, package: debianPackage } = debianTools[name];
  return `${command} is not here; its tests are skipped. Debian: "apt-get install ${debianPackage}".`;
}
