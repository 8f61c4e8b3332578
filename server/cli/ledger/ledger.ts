/** `ringfence ledger VERB`: everything about the record of decisions, one file a verb. */
import { UsageError, type Command } from '../command.ts';
import { exportVerb } from './export.ts';
import { rotateVerb } from './rotate.ts';
import { shipVerb } from './ship.ts';
import { tailVerb } from './tail.ts';
import { verifyVerb } from './verify.ts';

/** Are the verbs below `ledger`, in the order in which help lists them. */
const verbs: readonly Command[] = [verifyVerb, tailVerb, exportVerb, shipVerb, rotateVerb];

/** Runs the verb that its first argument names. */
export const ledgerCommand: Command = {
  name: 'ledger',
  usage: verbs.map(verb => `${verb.usage}\n         ${verb.summary}`).join('\n       '),
  summary: 'Verify the record of decisions, read it, export it and send it off the machine.',
  run: async (args, context) => {
    const [name, ...rest] = args;
    const verb = verbs.find(each => each.name === name);
    if (verb !== undefined) return verb.run(rest, context);
    const known = `The verbs are ${verbs.map(each => each.name).join(', ')}`;
    throw new UsageError(name === undefined ? `${known}.` : `${known}, not "${name}".`);
  },
};
