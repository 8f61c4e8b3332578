/** Finds the verb of a command line, runs it, and turns every failure into a sentence and an exit code. */
import { approvalsCommand } from './approvals.ts';
import { checkCommand } from './check.ts';
import { ciCommand } from './ci/ci.ts';
import { doctorCommand } from './doctor/doctor.ts';
import { drillCommand } from './drill/drill.ts';
import { evidenceCommand } from './evidence/evidence.ts';
import { guardCommand } from './guard.ts';
import { hookCommand } from './hook.ts';
import { excludeCommand } from './install/exclude.ts';
import { installCommand, uninstallCommand } from './install/install.ts';
import { ledgerCommand } from './ledger/ledger.ts';
import { mcpCommand } from './mcp.ts';
import { policyCommand } from './policy/policy.ts';
import { profileCommand } from './profile/profile.ts';
import { rulesCommand } from './rules/rules.ts';
import { scanCommand } from './scan/scan.ts';
import { sessionsCommand } from './sessions.ts';
import { releaseCommand, stopCommand } from './stop.ts';
import { guarded } from './guarded.ts';
import { exitCodes, type Command, type CommandContext, type ExitCode } from './command.ts';

const commands: readonly Command[] = [
  checkCommand,
  scanCommand,
  ciCommand,
  rulesCommand,
  guardCommand,
  hookCommand,
  drillCommand,
  mcpCommand,
  policyCommand,
  profileCommand,
  ledgerCommand,
  evidenceCommand,
  approvalsCommand,
  sessionsCommand,
  stopCommand,
  releaseCommand,
  installCommand,
  uninstallCommand,
  excludeCommand,
  doctorCommand,
];

/** Runs one command line and returns its exit code; never rejects. */
export async function runCommandLine(args: readonly string[], context: CommandContext): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    await context.out(overview());
    return name === undefined ? exitCodes.usage : exitCodes.clean;
  }
  if (name === '--version' || name === 'version') {
    await context.out(`${context.version}\n`);
    return exitCodes.clean;
  }
  const command = commands.find(candidate => candidate.name === name);
  if (command === undefined) {
    context.err(`ringfence: "${name}" is no command.\n\n${overview()}`);
    return exitCodes.usage;
  }
  const help = helpOf(command, rest);
  if (help === undefined) return guarded(command, rest, context);
  await context.out(help);
  return exitCodes.clean;
}

/** Returns the help that arguments ask for; what follows "--" belongs to a command that is run. */
function helpOf(command: Command, args: readonly string[]): string | undefined {
  const own = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  if (!own.includes('--help') && !own.includes('-h')) return undefined;
  const { summary, usage } = command.help?.(own) ?? command;
  return `${summary}\n\nUsage: ${usage}\n`;
}

function overview(): string {
  const width = Math.max(...commands.map(command => command.name.length));
  const lines = commands.map(command => `  ${command.name.padEnd(width)}  ${command.summary}`);
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
