/** Finds the verb of a command line, runs it, and turns every failure into a sentence and an exit code. */
import { guarded } from './guarded.ts';
import {
  exitCodes,
  loadAll,
  type Command,
  type CommandContext,
  type ExitCode,
  type Loaders,
} from './command.ts';

/** Loads each command when it is run: most need a small part of what all of them do. */
const commands: Loaders = {
  check: async () => (await import('./check.ts')).checkCommand,
  scan: async () => (await import('./scan/scan.ts')).scanCommand,
  ci: async () => (await import('./ci/ci.ts')).ciCommand,
  rules: async () => (await import('./rules/rules.ts')).rulesCommand,
  guard: async () => (await import('./guard.ts')).guardCommand,
  hook: async () => (await import('./hook.ts')).hookCommand,
  drill: async () => (await import('./drill/drill.ts')).drillCommand,
  mcp: async () => (await import('./mcp.ts')).mcpCommand,
  policy: async () => (await import('./policy/policy.ts')).policyCommand,
  profile: async () => (await import('./profile/profile.ts')).profileCommand,
  ledger: async () => (await import('./ledger/ledger.ts')).ledgerCommand,
  evidence: async () => (await import('./evidence/evidence.ts')).evidenceCommand,
  approvals: async () => (await import('./approvals.ts')).approvalsCommand,
  sessions: async () => (await import('./sessions.ts')).sessionsCommand,
  stop: async () => (await import('./stop.ts')).stopCommand,
  release: async () => (await import('./stop.ts')).releaseCommand,
  install: async () => (await import('./install/install.ts')).installCommand,
  uninstall: async () => (await import('./install/install.ts')).uninstallCommand,
  exclude: async () => (await import('./install/exclude.ts')).excludeCommand,
  doctor: async () => (await import('./doctor/doctor.ts')).doctorCommand,
};

/** Runs one command line and returns its exit code; never rejects. */
export async function runCommandLine(args: readonly string[], context: CommandContext): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    await context.out(await overview());
    return name === undefined ? exitCodes.usage : exitCodes.clean;
  }
  if (name === '--version' || name === 'version') {
    await context.out(`${context.version}\n`);
    return exitCodes.clean;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    context.err(`ringfence: "${name}" is no command.\n\n${await overview()}`);
    return exitCodes.usage;
  }
  const command = await load();
  const help = await helpOf(command, rest);
  if (help === undefined) return guarded(command, rest, context);
  await context.out(help);
  return exitCodes.clean;
}

/** Returns the help that arguments ask for; what follows "--" belongs to a command that is run. */
async function helpOf(command: Command, args: readonly string[]): Promise<string | undefined> {
  const own = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  if (!own.includes('--help') && !own.includes('-h')) return undefined;
  const { summary, usage } = (await command.help?.(own)) ?? command;
  return `${summary}\n\nUsage: ${usage}\n`;
}

async function overview(): Promise<string> {
  const all = await loadAll(commands);
  const width = Math.max(...all.map(command => command.name.length));
  const lines = all.map(command => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return [
    'ringfence: keeps AI coding agents inside the lines.',
    '',
    ...lines,
    '',
    'Exit codes: 0 clean, 1 findings or denied, 2 usage or bad input, 3 internal.',
    'ringfence COMMAND --help tells more.',
    '',
  ].join('\n');
}
