/** `ringfence policy update`: asks the floor's source now. */
import { exitCodes, UsageError, type Command } from '../command.ts';
import { floorHere } from '../floorHere.ts';
import { choice, readOptions } from '../options.ts';
import { describeState, showProblems, stateJson } from './floorText.ts';

/** Running guards take up what it brings. */
export const updateVerb: Command = {
  name: 'update',
  usage: 'ringfence policy update [--format text|json]',
  summary: 'Fetch the floor from its source now; a running guard does so hourly.',
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, { format: { type: 'string' } });
    if (positionals.length > 0) throw new UsageError('"update" takes options only.');
    const format = choice('format', values.format, ['text', 'json']);
    const now = Date.now();
    const state = await floorHere(context, 'always');
    showProblems(state.problems, context);
    await context.out(
      format === 'json' ? `${JSON.stringify(stateJson(state))}\n` : describeState(state, now),
    );
    if (state.status === 'none') context.err('Name one with "ringfence policy trust".\n');
    return state.status === 'in force' ? exitCodes.clean : exitCodes.findings;
  },
};
