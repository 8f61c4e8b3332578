/** Puts verbs below a command: `ringfence policy sign`. Each has its own help and its own usage errors. */
import { exitCodes, loadAll, type Command, type Loaders } from './command.ts';
import { guarded } from './guarded.ts';

/** Says what a group is made of. */
interface VerbGroup extends Pick<Command, 'name' | 'summary'> {
  readonly verbs: Loaders;
}

/** Returns the command that runs the verb that its first argument names. */
export function verbGroup({ name, summary, verbs }: VerbGroup): Command {
  const load = async (asked = ''): Promise<Command | undefined> =>
    Object.hasOwn(verbs, asked) ? verbs[asked]?.() : undefined;
  return {
    name,
    summary,
    usage: `ringfence ${name} VERB`,
    help: async ([asked]) => (await load(asked)) ?? { summary, usage: usageOf(await loadAll(verbs)) },
    run: async ([asked, ...rest], context) => {
      const verb = await load(asked);
      if (verb !== undefined) return guarded({ ...verb, name: `${name} ${verb.name}` }, rest, context);
      const known = Object.keys(verbs).join(', ');
      context.err(
        `ringfence ${name}: The verbs are ${known}${asked === undefined ? '' : `, not "${asked}"`}.\nringfence ${name} --help tells more.\n`,
      );
      return exitCodes.usage;
    },
  };
}

const usageOf = (verbs: readonly Command[]): string =>
  verbs.map(verb => `${verb.usage}\n         ${verb.summary}`).join('\n       ');
