/**
 * Pins what the set-up installs besides the package's own dependencies.
 * Imports nothing: it must load before node_modules exists.
 */

/** Names the code-server release that serves as VS Code where the desktop build cannot be had. */
export const codeServerVersion = '4.139.1';

/** Names the Node major that code-server's own package demands. */
export const codeServerNode = 24;

/**
 * Describes a coding agent that tests may install.
 *
 * @typedef {object} AgentPackage
 * @property {string} name npm package
 * @property {string} version
 * @property {string} bin command it puts into node_modules/.bin
 * @property {string} [finish] script of the package that puts its binary in place
 * @property {string} [beside] package that it would fetch by itself when it starts
 * @property {boolean} onDemand true when its licence or its size keeps it out of the default set-up
 */

/**
 * Lists the agents that the real-agent tests drive.
 *
 * @type {Readonly<
 *   Record<
 *     'codex' | 'gemini' | 'claude-code' | 'qwen' | 'copilot-cli' | 'droid' | 'opencode' | 'cline',
 *     AgentPackage
 *   >
 * >}
 */
export const agentPackages = {
  codex: { name: '@openai/codex', version: '0.169.0', bin: 'codex', onDemand: false },
  gemini: { name: '@google/gemini-cli', version: '0.61.0', bin: 'gemini', onDemand: false },
  'claude-code': {
    name: '@anthropic-ai/claude-code',
    version: '2.1.330',
    bin: 'claude',
    finish: 'install.cjs',
    onDemand: true,
  },
  qwen: { name: '@qwen-code/qwen-code', version: '0.24.4', bin: 'qwen', onDemand: true },
  'copilot-cli': { name: '@github/copilot', version: '1.0.102', bin: 'copilot', onDemand: true },
  droid: { name: 'droid', version: '0.215.0', bin: 'droid', onDemand: true },
  opencode: {
    name: 'opencode-ai',
    version: '1.18.33',
    bin: 'opencode',
    finish: 'postinstall.mjs',
    beside: '@opencode-ai/plugin@1.18.33',
    onDemand: true,
  },
  cline: { name: 'cline', version: '3.0.65', bin: 'cline', onDemand: true },
};
