/** `ringfence install` and `ringfence uninstall`: put the hooks into an agent's files and take them out again. */
import { describeProblem, type Result } from '../../../common/result.ts';
import {
  agentStatus,
  installAgent,
  knownAgents,
  planAgent,
  planRemovalOf,
  uninstallAgent,
  type InstallSetting,
  type PlannedFile,
} from '../../agents/index.ts';
import { exitCodes, UsageError, type Command, type CommandContext, type ExitCode } from '../command.ts';
import { describeStatus } from '../doctor/agents.ts';
import { readOptions } from '../options.ts';
import { previewOf } from './preview.ts';
import { installSettingOf } from './setting.ts';

/** Installs the hooks into an agent, showing what is written. */
export const installCommand: Command = {
  name: 'install',
  usage: 'ringfence install --agent NAME [--dry-run]',
  summary: 'Put Ringfence’s hooks into an agent’s own settings; shows what is written. Reversible.',
  run: (args, context) =>
    change(args, context, {
      plan: planAgent,
      carryOut: installAgent,
      nothing: 'The hooks stand as they should; nothing to write.',
      done: 'Installed',
    }),
};

/** Takes the hooks out of an agent, leaving everything else as it is. */
export const uninstallCommand: Command = {
  name: 'uninstall',
  usage: 'ringfence uninstall --agent NAME [--dry-run]',
  summary: 'Take Ringfence’s hooks out of an agent’s settings; everything else stays byte for byte.',
  run: (args, context) =>
    change(args, context, {
      plan: planRemovalOf,
      carryOut: uninstallAgent,
      nothing: 'There are no hooks of Ringfence; nothing to write.',
      done: 'Removed',
    }),
};

type Step = (agent: string, setting: InstallSetting) => Promise<Result<readonly PlannedFile[]>>;

interface Change {
  readonly plan: Step;
  readonly carryOut: Step;
  readonly nothing: string;
  readonly done: string;
}

async function change(args: readonly string[], context: CommandContext, steps: Change): Promise<ExitCode> {
  const { values, positionals } = readOptions(args, {
    agent: { type: 'string' },
    'dry-run': { type: 'boolean' },
  });
  const setting = installSettingOf(context);
  const [extra] = positionals;
  if (extra !== undefined) throw new UsageError(`"${extra}" is not understood; name the agent with --agent.`);
  const agent = await namedAgent(values.agent, setting);
  const dry = values['dry-run'] === true;
  const planned = await (dry ? steps.plan : steps.carryOut)(agent, setting);
  if (!planned.ok) {
    context.err(`${planned.problems.map(describeProblem).join('\n')}\n`);
    return exitCodes.usage;
  }
  const files = planned.value;
  await context.out(files.length === 0 ? `${steps.nothing}\n` : previewOf(files));
  if (dry) return exitCodes.clean;
  if (files.length > 0) await context.out(`\n${steps.done}: ${files.map(({ file }) => file).join(', ')}\n`);
  return steps.carryOut === installAgent ? afterInstall(agent, setting, context) : exitCodes.clean;
}

async function namedAgent(agent: string | undefined, setting: InstallSetting): Promise<string> {
  const names = (await knownAgents(setting)).map(({ name }) => name);
  if (agent === undefined) throw new UsageError(`--agent is missing; use one of: ${names.join(', ')}.`);
  if (!names.includes(agent))
    throw new UsageError(`Ringfence cannot install hooks for "${agent}"; use one of: ${names.join(', ')}.`);
  return agent;
}

/** Looks again with the eyes of doctor: hooks that stand but are switched off elsewhere protect nobody. */
async function afterInstall(
  agent: string,
  setting: InstallSetting,
  context: CommandContext,
): Promise<ExitCode> {
  if (agent === 'vscode') {
    await context.out(
      'The hooks of VS Code’s own agent come with the extension; there is no file to write.\n',
    );
    return exitCodes.clean;
  }
  const status = await agentStatus(agent, setting);
  if (status.kind === 'installed') return exitCodes.clean;
  context.err(`${describeStatus(status)}\n`);
  return exitCodes.findings;
}
