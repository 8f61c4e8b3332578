/**
 * Installs coding agents for the real-agent tests, each pinned and in the shared cache.
 * None is a dependency of the product. Imports nothing from node_modules.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { cacheRoot, installOnce } from './cache.mjs';
import { mustRun, npmCommand, npmEnvironment } from './command.mjs';
import { developmentNode } from './dependencies.mjs';
import { SetupError, step } from './progress.mjs';
import { agentPackages } from './versions.mjs';

const remedy = 'Check that npm reaches its registry ("npm ping"), then run the command again.';

/**
 * Names an agent that can be installed.
 *
 * @typedef {keyof typeof agentPackages} AgentName
 */

/**
 * Installs an agent unless it is there.
 *
 * @param {AgentName} name
 * @param {{ cache?: string }} [options]
 * @returns {Promise<string>} the agent's executable
 */
export async function ensureAgent(name, { cache = cacheRoot() } = {}) {
  const agent = agentPackages[name];
  const node = await developmentNode();
  const folder = await installOnce(path.join(cache, `agent-${name}-${agent.version}`), partial =>
    step(`${agent.name} ${agent.version} from npm`, () => installAgent(agent, partial, node)),
  );
  const ending = process.platform === 'win32' ? '.cmd' : '';
  return path.join(folder, 'node_modules', '.bin', agent.bin + ending);
}

/**
 * Installs every agent that the tests drive by default.
 *
 * @param {{ cache?: string }} [options]
 * @returns {Promise<ReadonlyMap<AgentName, string>>} executables by name
 */
export async function ensureAgents(options = {}) {
  const names = /** @type {AgentName[]} */ (Object.keys(agentPackages));
  /** @type {Map<AgentName, string>} */
  const executables = new Map();
  for (const name of names.filter(candidate => !agentPackages[candidate].onDemand)) {
    executables.set(name, await ensureAgent(name, options));
  }
  return executables;
}

/**
 * Installs one agent without running install scripts, save the one that puts its binary in place.
 *
 * @param {import('./versions.mjs').AgentPackage} agent
 * @param {string} folder
 * @param {string} node
 */
async function installAgent(agent, folder, node) {
  const npm = npmCommand();
  const env = npmEnvironment(process.env, [path.dirname(node)]);
  const flags = ['--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'];
  const beside = agent.beside === undefined ? [] : [agent.beside];
  const packages = [`${agent.name}@${agent.version}`, ...beside];
  const install = [...npm.args, 'install', ...packages, ...flags];
  await mustRun(npm.file, install, { cwd: folder, env, remedy });
  if (agent.finish !== undefined) {
    const cwd = path.join(folder, 'node_modules', agent.name);
    await mustRun(node, [agent.finish], { cwd, env, remedy });
  }
  if (existsSync(path.join(folder, 'node_modules', '.bin', agent.bin))) return;
  throw new SetupError(`${agent.name} ${agent.version} came without its command "${agent.bin}".`, remedy);
}
