/** `ringfence policy VERB`: everything about the team's rules, one file a verb. */
import { UsageError, type Command } from '../command.ts';
import { bundleVerb } from './bundle.ts';
import { explainVerb } from './explain.ts';
import { keygenVerb } from './keygen.ts';
import { signVerb } from './sign.ts';
import { trustVerb } from './trust.ts';
import { updateVerb } from './update.ts';
import { verifyVerb } from './verify.ts';

/** Are the verbs below `policy`, in the order in which help lists them. */
const verbs: readonly Command[] = [
  explainVerb,
  keygenVerb,
  signVerb,
  verifyVerb,
  bundleVerb,
  trustVerb,
  updateVerb,
];

/** Runs the verb that its first argument names. */
export const policyCommand: Command = {
  name: 'policy',
  usage: verbs.map(verb => `${verb.usage}\n         ${verb.summary}`).join('\n       '),
  summary: 'Write, check, explain and compare what agents may do.',
  run: async (args, context) => {
    const [name, ...rest] = args;
    const verb = verbs.find(each => each.name === name);
    if (verb !== undefined) return verb.run(rest, context);
    const known = `The verbs are ${verbs.map(each => each.name).join(', ')}`;
    throw new UsageError(name === undefined ? `${known}.` : `${known}, not "${name}".`);
  },
};
