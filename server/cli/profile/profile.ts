/** `ringfence profile VERB`: the settings of editors and agents that a level expects, one file a verb. */
import { UsageError, type Command } from '../command.ts';
import { applyVerb, undoVerb } from './apply.ts';
import { checkVerb } from './check.ts';
import { exportVerb } from './export.ts';

const verbs: readonly Command[] = [checkVerb, applyVerb, undoVerb, exportVerb];

/** Runs the verb that its first argument names. */
export const profileCommand: Command = {
  name: 'profile',
  usage: verbs.map(verb => `${verb.usage}\n         ${verb.summary}`).join('\n       '),
  summary: 'Check, set and export the settings that a level expects of editors and agents.',
  run: async (args, context) => {
    const [name, ...rest] = args;
    const verb = verbs.find(each => each.name === name);
    if (verb !== undefined) return verb.run(rest, context);
    const known = `The verbs are ${verbs.map(each => each.name).join(', ')}`;
    throw new UsageError(name === undefined ? `${known}.` : `${known}, not "${name}".`);
  },
};
