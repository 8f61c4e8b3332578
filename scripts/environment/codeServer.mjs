/**
 * Installs code-server: the real VS Code workbench and extension host, from npm, for machines where the
 * desktop build cannot be had. Imports nothing from node_modules.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { cacheRoot, installOnce } from './cache.mjs';
import { mustRun, npmCommand, npmEnvironment } from './command.mjs';
import { developmentNode, repositoryRoot } from './dependencies.mjs';
import { SetupError, step } from './progress.mjs';
import { codeServerVersion } from './versions.mjs';

const remedy = 'Check that npm reaches its registry ("npm ping") and that 700 MB are free, then run again.';

/**
 * Tells how to start code-server.
 *
 * @typedef {object} CodeServer
 * @property {string} node the Node to run it with
 * @property {string} entry its entry script
 * @property {string} folder where it is installed
 */

/**
 * Installs code-server into the shared cache unless it is there.
 *
 * @param {{ root?: string, cache?: string }} [options]
 * @returns {Promise<CodeServer>}
 */
export async function ensureCodeServer({ root = repositoryRoot, cache = cacheRoot() } = {}) {
  if (process.platform === 'win32') {
    throw new SetupError(
      'code-server does not run on Windows.',
      'Set RINGFENCE_VSCODE to the path of a VS Code, or to "download", and run again.',
    );
  }
  const node = await developmentNode(root);
  const target = path.join(cache, `code-server-${codeServerVersion}`);
  const folder = await installOnce(target, partial =>
    step(`code-server ${codeServerVersion} from npm (about 620 MB, shared by all clones)`, () =>
      installCodeServer(partial, path.dirname(node)),
    ),
  );
  return { node, folder, entry: path.join(packageFolder(folder), 'out', 'node', 'entry.js') };
}

/**
 * Names the folder of the package inside an install.
 *
 * @param {string} folder
 * @returns {string}
 */
function packageFolder(folder) {
  return path.join(folder, 'node_modules', 'code-server');
}

/**
 * Does what the package's own install script does, without its native builds: those want Kerberos headers,
 * while everything that our tests touch ships prebuilt (its log writer does not, and is optional).
 *
 * @param {string} folder
 * @param {string} nodeFolder
 */
async function installCodeServer(folder, nodeFolder) {
  const npm = npmCommand({ platform: process.platform });
  const env = npmEnvironment(process.env, [nodeFolder]);
  const quiet = ['--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund'];
  const install = (/** @type {string} */ cwd, /** @type {readonly string[]} */ what) =>
    mustRun(npm.file, [...npm.args, 'install', '--prefix', cwd, ...what, ...quiet], { cwd, env, remedy });
  await install(folder, [`code-server@${codeServerVersion}`]);
  const vscode = path.join(packageFolder(folder), 'lib', 'vscode');
  await install(vscode, []);
  await install(path.join(vscode, 'extensions'), []);
  if (existsSync(path.join(vscode, 'node_modules', 'node-pty'))) return;
  throw new SetupError(`code-server ${codeServerVersion} was installed without its terminal.`, remedy);
}
