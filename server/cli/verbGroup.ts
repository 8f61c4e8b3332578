/** Puts verbs below a command: `ringfence policy sign`. Each has its own help and its own usage errors. */
import { exitCodes, type Command } from './command.ts';
import { guarded } from './guarded.ts';

/** Says what a group is made of; its verbs in the order in which help lists them. */
interface VerbGroup extends Pick<Command, 'name' | 'summary'> {
  readonly verbs: readonly Command[];
}

/** Returns the command that runs the verb that its first argument names. */
export const verbGroup = ({ name, summary, verbs }: VerbGroup): Command => ({
  name,
  summary,
  usage: verbs.map(verb => `${verb.usage}\n         ${verb.summary}`).join('\n       '),
  help: args => verbs.find(verb => verb.name === args[0]),
  run: async ([asked, ...rest], context) => {
    const verb = verbs.find(each => each.name === asked);
    if (verb !== undefined) return guarded({ ...verb, name: `${name} ${verb.name}` }, rest, context);
    const known = verbs.map(each => each.name).join(', ');
    context.err(
      `ringfence ${name}: The verbs are ${known}${asked === undefined ? '' : `, not "${asked}"`}.\nringfence ${name} --help tells more.\n`,
    );
    return exitCodes.usage;
  },
});
