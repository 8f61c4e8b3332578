/**
 * Installs cc-safety-net, another hook that judges commands, into the shared cache: the benchmark of our hook runs beside it.
 * It is no dependency of anything.
 */
import path from 'node:path';
import { cacheRoot, installOnce } from './cache.mjs';
import { mustRun, npmCommand, npmEnvironment } from './command.mjs';
import { developmentNode } from './dependencies.mjs';
import { step } from './progress.mjs';

const version = '2.4.5';

/**
 * Installs it unless it is there.
 *
 * @returns {Promise<string>} the program that Node runs
 */
export async function ensureSafetyNet() {
  const node = await developmentNode();
  const target = path.join(cacheRoot(), `cc-safety-net-${version}`);
  const folder = await installOnce(target, async partial => {
    await step(`cc-safety-net ${version} from npm`, async () => {
      const npm = npmCommand();
      const flags = ['--prefix', partial, '--ignore-scripts', '--no-audit', '--no-fund'];
      await mustRun(npm.file, [...npm.args, 'install', `cc-safety-net@${version}`, ...flags], {
        cwd: partial,
        env: npmEnvironment(process.env, [path.dirname(node)]),
        remedy: 'Check that npm reaches its registry ("npm ping"), then run the command again.',
      });
    });
  });
  return path.join(folder, 'node_modules', 'cc-safety-net', 'dist', 'bin', 'cc-safety-net.js');
}
