/**
 * Installs packages of the distribution where that is allowed: as root, or with sudo that asks for no password.
 * Imports nothing from node_modules.
 */
import { onPath, run } from './command.mjs';
import { say, step } from './progress.mjs';

/**
 * Installs packages with apt-get when there is one and we may use it; says what failed.
 *
 * @param {string} label what the step is called
 * @param {readonly string[]} packages
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<boolean>} whether they are installed now
 */
export async function installWithApt(label, packages, env) {
  const apt = process.platform === 'linux' ? onPath('apt-get', { env }) : undefined;
  const root = process.getuid?.() === 0;
  const sudo = root ? undefined : onPath('sudo', { env });
  if (apt === undefined || !(root || (sudo && (await run(sudo, ['-n', 'true'])).code === 0))) return false;
  const asRoot = (/** @type {readonly string[]} */ args) => {
    const options = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } };
    return sudo ? run(sudo, ['-n', apt, ...args], options) : run(apt, args, options);
  };
  return step(`${label} from the distribution (apt-get)`, async () => {
    // Package lists of a fresh image are empty; lists that cannot be renewed may still do.
    const update = await asRoot(['update']);
    if (update.code !== 0) say(`  apt-get update failed: ${lastLine(update.output)}`);
    const install = await asRoot(['install', '-y', '--no-install-recommends', ...packages]);
    if (install.code !== 0)
      say(`  apt-get install ${packages.join(' ')} failed: ${lastLine(install.output)}`);
    return install.code === 0;
  });
}

/**
 * Takes the last line that says something.
 *
 * @param {string} output
 * @returns {string}
 */
function lastLine(output) {
  return output.trim().split('\n').at(-1) ?? '';
}
