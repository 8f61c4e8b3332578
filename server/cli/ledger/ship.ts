/** `ringfence ledger ship`: sends the ledger to the targets of the profile, once or as long as it runs. */
import { describeProblem } from '../../../common/result.ts';
import type { OpenedExport } from '../../export/open.ts';
import type { TargetState } from '../../export/positions.ts';
import { shipOnce, startShipper } from '../../export/shipper.ts';
import { exitCodes, UsageError, type Command, type CommandContext, type ExitCode } from '../command.ts';
import { readOptions } from '../options.ts';
import { exportHere } from './places.ts';

/** Ships what waits; exit code 1 when anything could not be sent, or was not kept by a receiver. */
export const shipVerb: Command = {
  name: 'ship',
  usage: 'ringfence ledger ship --once | --follow | --status',
  summary:
    'Send the ledger where the floor or your profile says (ledger.export); a running guard does so by itself.',
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, {
      once: { type: 'boolean' },
      follow: { type: 'boolean' },
      status: { type: 'boolean' },
    });
    const chosen = [values.once, values.follow, values.status].filter(Boolean).length;
    if (chosen !== 1 || positionals.length > 0)
      throw new UsageError('Choose one of --once, --follow and --status.');
    const opened = await exportHere(context);
    for (const problem of opened.problems) context.err(`${describeProblem(problem)}\n`);
    if (opened.pumps.length === 0 && opened.problems.length === 0) {
      context.err(
        'No target is configured: ledger.export of the floor or of your own profile.jsonc names them.\n',
      );
      return exitCodes.usage;
    }
    if (values.status === true) return showStatus(opened, context);
    const code = values.once === true ? await once(opened, context) : await follow(opened, context);
    return opened.problems.length > 0 ? exitCodes.findings : code;
  },
};

async function once({ folder, pumps }: OpenedExport, context: CommandContext): Promise<ExitCode> {
  const results = await shipOnce(folder, pumps);
  if (results === undefined) {
    context.err(
      'A guard, or another "ledger ship", is shipping already; see "ringfence ledger ship --status".\n',
    );
    return exitCodes.findings;
  }
  for (const { target, complete, reason, state } of results) {
    await context.out(
      complete
        ? `${target}: everything is sent (${state.accepted} in all).\n`
        : `${target}: not everything is sent: ${reason}.\n`,
    );
  }
  return results.every(({ complete }) => complete) ? exitCodes.clean : exitCodes.findings;
}

async function follow({ folder, pumps }: OpenedExport, context: CommandContext): Promise<ExitCode> {
  const said = new Map<string, string>();
  const say = (source: string, text: string): void => {
    if ((said.get(source) ?? 'well') !== text) context.err(`${source}: ${text}\n`);
    said.set(source, text);
  };
  const shipper = startShipper({
    folder,
    pumps,
    news: { wrong: (source, problem) => say(source, problem.message), well: source => say(source, 'well') },
  });
  await context.out(`Shipping to ${pumps.map(({ target }) => target.name).join(', ')}. Ctrl-C ends it.\n`);
  await context.interrupted();
  await shipper.stop();
  return exitCodes.clean;
}

async function showStatus(opened: OpenedExport, context: CommandContext): Promise<ExitCode> {
  const states = await opened.states();
  for (const state of states) await context.out(describeState(state));
  return states.every(({ problem }) => problem === '') ? exitCodes.clean : exitCodes.findings;
}

function describeState({ target, accepted, rejected, lost, lastAccepted, problem }: TargetState): string {
  const last = lastAccepted === 0 ? 'never' : new Date(lastAccepted).toISOString();
  const lines = [
    target,
    `  taken ${accepted}, rejected ${rejected}, removed before they were sent ${lost}; last success: ${last}`,
    ...(problem === '' ? [] : [`  ✗ ${problem}`]),
  ];
  return `${lines.join('\n')}\n`;
}
