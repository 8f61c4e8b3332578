/**
 * Sets up a fresh clone: dependencies, a VS Code, a browser, programs and agents for the tests. Each step is skipped
 * when it is done already. Runs on Node 20 before node_modules exists.
 */
import { pathToFileURL } from 'node:url';
import { ensureAgent, ensureAgents } from './environment/agents.mjs';
import { ensureBrowser } from './environment/browser.mjs';
import { ensureCodeServer } from './environment/codeServer.mjs';
import { debianTools, ensureTools } from './environment/debianTools.mjs';
import { ensureDependencies } from './environment/dependencies.mjs';
import { say, stop } from './environment/progress.mjs';
import { agentPackages } from './environment/versions.mjs';

export { ensureAgent, ensureAgents, ensureBrowser, ensureCodeServer, ensureDependencies, ensureTools };

/** Are the real programs that tests of the whole command compare ours with. */
export const testTools = /** @type {import('./environment/debianTools.mjs').ToolName[]} */ (
  Object.keys(debianTools)
);

const usage = `Usage: node scripts/setup.mjs [part]…

  dependencies   what package-lock.json asks for
  code-server    VS Code's workbench and extension host, for tests without a desktop VS Code
  browser        a Chrome, Chromium or Edge
  tools          minisign and rsyslog, which tests compare ours with (Debian; skipped elsewhere)
  agents         Codex and Gemini CLI, for the real-agent tests
  claude-code, qwen, copilot-cli, droid, opencode, cline
                 further agents, each under its own licence, only when asked for

Without a part: everything but the further agents.
RINGFENCE_CACHE moves the shared cache; RINGFENCE_BROWSER names a browser.`;

/** @type {Readonly<Record<string, () => Promise<string>>>} */
const parts = {
  dependencies: async () => ensureDependencies().then(() => 'node_modules'),
  'code-server': async () => (await ensureCodeServer()).folder,
  browser: () => ensureBrowser(),
  tools: async () => [...(await ensureTools(testTools)).values()].join(', '),
  agents: async () => [...(await ensureAgents()).values()].join(', '),
  ...Object.fromEntries(
    Object.entries(agentPackages)
      .filter(([, { onDemand }]) => onDemand)
      .map(([name]) => [name, () => ensureAgent(/** @type {keyof typeof agentPackages} */ (name))]),
  ),
};

/**
 * Sets up the parts that the command line names.
 *
 * @param {readonly string[]} names
 * @returns {Promise<number>} exit code
 */
async function main(names) {
  if (names.includes('--help') || names.includes('-h')) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const unknown = names.find(name => parts[name] === undefined);
  if (unknown !== undefined) {
    say(`"${unknown}" is not a part of the set-up.\n\n${usage}`);
    return 2;
  }
  const wanted = names.length > 0 ? names : ['dependencies', 'code-server', 'browser', 'tools', 'agents'];
  // Every other part runs on the Node that the dependencies bring.
  for (const name of new Set(['dependencies', ...wanted])) {
    const place = await parts[name]?.();
    say(`✓ ${name}: ${place ?? ''}`);
  }
  return 0;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main(process.argv.slice(2)).then(code => (process.exitCode = code), stop);
}
