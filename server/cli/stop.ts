/** `ringfence stop` and `ringfence release`: the emergency stop of all agents of this user. */
import { exitCodes, UsageError, type Command, type CommandContext } from './command.ts';
import { readOptions } from './options.ts';
import { overseerOf } from './overseer.ts';

/** Stops all agents: every hook denies and the file watch is at its strictest, until the stop is released. */
export const stopCommand: Command = {
  name: 'stop',
  usage: 'ringfence stop [--status]',
  summary: 'Emergency stop: every hook of every agent denies at once, until "ringfence release".',
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, { status: { type: 'boolean' } });
    if (positionals.length > 0) throw new UsageError('Give no arguments.');
    const overseer = overseerOf(context);
    const { stopped } = overseer.overview();
    if (values.status === true) {
      await context.out(
        stopped === undefined
          ? 'Agents are not stopped.\n'
          : `All agents are stopped since ${time(stopped.ts)}.\n`,
      );
      return stopped === undefined ? exitCodes.clean : exitCodes.findings;
    }
    if (stopped === undefined) await carryOut(context, 'stop');
    await context.out('All agents are stopped: every call is denied until you run "ringfence release".\n');
    return exitCodes.clean;
  },
};

/** Releases the emergency stop. */
export const releaseCommand: Command = {
  name: 'release',
  usage: 'ringfence release',
  summary: 'Release the emergency stop: agents may go on under the policy.',
  run: async (args, context) => {
    if (readOptions(args, {}).positionals.length > 0) throw new UsageError('Give no arguments.');
    const overseer = overseerOf(context);
    const released = overseer.overview().stopped !== undefined;
    await carryOut(context, 'release');
    await context.out(
      released ? 'Released: agents may go on under the policy.\n' : 'Agents were not stopped.\n',
    );
    return exitCodes.clean;
  },
};

/** What was carried out holds, even where a full disk does not take the record of it; that is said. */
async function carryOut(context: CommandContext, action: 'stop' | 'release'): Promise<void> {
  const overseer = overseerOf(context);
  try {
    await overseer.decide({ action });
  } catch (error) {
    if ((overseer.overview().stopped !== undefined) !== (action === 'stop')) throw error;
    context.err(`ringfence ${action}: it holds, but could not be recorded: ${String(error)}\n`);
  }
}

const time = (ts: number): string => new Date(ts).toISOString();
