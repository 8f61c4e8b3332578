/** `ringfence exclude`: tells agents by their own files not to read secrets, and takes that back. */
import { describeProblem, type Result } from '../../../common/result.ts';
import { knownAgents, type InstallSetting, type PlannedFile } from '../../agents/index.ts';
import { exclude, exclusionFile, planExclusion, planUndo, undo } from '../../agents/exclude/exclude.ts';
import { excluding, notExcluding, readonlyPlaces, type Excluding } from '../../agents/exclude/lists.ts';
import { exitCodes, UsageError, type Command, type CommandContext, type ExitCode } from '../command.ts';
import { choice, readOptions } from '../options.ts';
import { previewOf } from './preview.ts';
import { installSettingOf } from './setting.ts';

/** Writes, shows or undoes exclusion files. */
export const excludeCommand: Command = {
  name: 'exclude',
  usage: 'ringfence exclude [--agent NAME] [--dry-run] [--undo] [--format text|json]',
  summary: 'Tell agents by their own files not to read secrets; shows what is written. Reversible.',
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, {
      agent: { type: 'string' },
      'dry-run': { type: 'boolean' },
      undo: { type: 'boolean' },
      format: { type: 'string' },
    });
    const [extra] = positionals;
    if (extra !== undefined)
      throw new UsageError(`"${extra}" is not understood; name the agent with --agent.`);
    const setting = installSettingOf(context);
    const present = await presentAgents(setting);
    const wanted = values.undo === true ? 'undo' : 'exclude';
    if (choice('format', values.format, ['text', 'json']) === 'json')
      return report(setting, { present, wanted, context });
    const chosen = chosenAgents(values.agent, wanted, present);
    return change(chosen, setting, { dry: values['dry-run'] === true, wanted, context });
  },
};

type Wanted = 'exclude' | 'undo';

async function presentAgents(setting: InstallSetting): Promise<ReadonlySet<string>> {
  const known = await knownAgents(setting);
  return new Set(known.filter(({ present }) => present).map(({ name }) => name));
}

/** Without a name: the agents that are used here; an undo looks at all. */
function chosenAgents(
  name: string | undefined,
  wanted: Wanted,
  present: ReadonlySet<string>,
): readonly Excluding[] {
  if (name === undefined)
    return wanted === 'undo' ? excluding : excluding.filter(agent => present.has(agent.name));
  const found = excluding.find(agent => agent.name === name);
  if (found !== undefined) return [found];
  const names = excluding.map(agent => agent.name).join(', ');
  throw new UsageError(`Ringfence knows no file by which "${name}" can be told; use one of: ${names}.`);
}

interface Doing {
  readonly dry: boolean;
  readonly wanted: Wanted;
  readonly context: CommandContext;
}

async function change(
  agents: readonly Excluding[],
  setting: InstallSetting,
  { dry, wanted, context }: Doing,
): Promise<ExitCode> {
  const steps =
    wanted === 'undo' ? { plan: planUndo, carryOut: undo } : { plan: planExclusion, carryOut: exclude };
  const written: string[] = [];
  let failed = false;
  for (const agent of agents) {
    const result = await attempted(() => (dry ? steps.plan : steps.carryOut)(agent, setting));
    if (!result.ok) {
      failed = true;
      context.err(`${agent.title}: ${result.problems.map(describeProblem).join('\n')}\n`);
      continue;
    }
    if (result.value.length > 0) await context.out(`${heading(agent)}\n${diffOf(agent, result.value)}\n`);
    written.push(...result.value.map(({ file }) => file));
  }
  if (written.length === 0 && !failed)
    await context.out(
      wanted === 'undo' ? 'There is nothing of Ringfence to take out.\n' : 'Nothing to write.\n',
    );
  else if (!dry && written.length > 0)
    await context.out(`${wanted === 'undo' ? 'Undone' : 'Written'}: ${written.join(', ')}\n`);
  return failed ? exitCodes.usage : exitCodes.clean;
}

async function attempted(
  run: () => Promise<Result<readonly PlannedFile[]>>,
): Promise<Result<readonly PlannedFile[]>> {
  try {
    return await run();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      ok: false,
      problems: [{ source: 'exclude', message, remedy: 'Make the folder writable and try again.' }],
    };
  }
}

const heading = ({ title, evidence, source, gap }: Excluding): string =>
  `# ${title} (${evidence}; ${source})\n# ${gap}`;

/** Ignore files hold patterns, no values; of settings only entries about reading are shown. */
const diffOf = ({ written }: Excluding, files: readonly PlannedFile[]): string =>
  previewOf(files, line => written.kind === 'lines' || /^[ +-]\s*"Read\([^"\\]*\)",?$/u.test(line));

/** Tells the editor what could be written, with the diffs; writes nothing. */
async function report(
  setting: InstallSetting,
  { present, wanted, context }: { readonly present: ReadonlySet<string> } & Omit<Doing, 'dry'>,
): Promise<ExitCode> {
  const plan = wanted === 'undo' ? planUndo : planExclusion;
  const agents = await Promise.all(
    excluding.map(async agent => {
      const { name, title, evidence, source, gap } = agent;
      const result = await attempted(() => plan(agent, setting));
      return {
        ...{ name, title, evidence, source, gap, present: present.has(name) },
        file: exclusionFile(agent, setting),
        ...(result.ok
          ? { diff: result.value.length === 0 ? '' : `${heading(agent)}\n${diffOf(agent, result.value)}` }
          : { diff: '', problem: result.problems.map(describeProblem).join(' ') }),
      };
    }),
  );
  await context.out(
    `${JSON.stringify({ version: 1, agents, others: notExcluding, readonlyPlaces }, null, 2)}\n`,
  );
  return exitCodes.clean;
}
