/** Which terminals run an agent, by the command line that runs there or by the terminal's name. Must not import vscode. */

const agentPrograms: ReadonlySet<string> = new Set([
  'claude',
  'claude-code',
  'codex',
  'gemini',
  'gemini-cli',
  'qwen',
  'qwen-code',
  'copilot',
  'droid',
  'opencode',
  'opencode-ai',
  'cline',
  'cursor-agent',
  'amp',
  'kiro',
  'kiro-cli',
]);

/** Programs that run the one that is named after them. */
const runners: ReadonlySet<string> = new Set([
  ...['npx', 'bunx', 'pnpx', 'pnpm', 'yarn', 'bun', 'npm', 'dlx', 'exec', 'run', 'x', 'node'],
  ...['sudo', 'env', 'time', 'nohup', 'nice', 'gh', '&'],
]);

/** Tells whether a command line starts an agent. */
export const runsAgent = (commandLine: string): boolean =>
  commandLine.split(/&&|\|\|?|;|\n/u).some(command => {
    const words = command
      .trim()
      .split(/\s+/u)
      .map(word => word.replaceAll(/^["']|["']$/gu, ''));
    const program = words.find(
      word => word !== '' && !/^-|^\w+=/u.test(word) && !runners.has(programOf(word)),
    );
    return program !== undefined && agentPrograms.has(programOf(program));
  });

/** Tells whether a terminal's name says that an agent runs there: `claude`, `codex - app`. */
export const namesAgent = (name: string): boolean =>
  agentPrograms.has(programOf((name.trim().split(/[\s:|–—]+/u)[0] ?? '').toLowerCase()));

/** `@openai/codex@latest`, `/usr/bin/codex` and `codex.cmd` are all `codex`. */
const programOf = (word: string): string =>
  (word.split(/[\\/]/u).at(-1) ?? '').replace(/@[^@]*$/u, '').replace(/\.(?:exe|cmd|ps1|bat|m?js)$/iu, '');
