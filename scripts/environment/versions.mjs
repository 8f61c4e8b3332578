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
 * @property {boolean} onDemand true when its licence keeps it out of the default set-up
 */

/**
 * Lists the agents that the real-agent tests drive.
 *
 * @type {Readonly<Record<'codex' | 'gemini' | 'claude-code', AgentPackage>>}
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
};
