/** `ringfence policy trust`: says which floor is to be in force for this user, by whose keys. */
import path from 'node:path';
import { isUrl } from '../../floor/sources/url.ts';
import { distrust, trustFloor } from '../../floor/trust.ts';
import { ringfenceFolders } from '../../platform/folders.ts';
import { exitCodes, UsageError, type Command, type CommandContext, type ExitCode } from '../command.ts';
import { contentCheck, floorHere } from '../floorHere.ts';
import { readOptions } from '../options.ts';
import { describeKey, publicKeys } from './floorKeys.ts';
import { describeState, showProblems } from './floorText.ts';

/** Trusts a floor; never asks anything. */
export const trustVerb: Command = {
  name: 'trust',
  usage: `ringfence policy trust FOLDER|BUNDLE|URL --public-key KEY [--public-key SPARE] [--replace]
       ringfence policy trust --remove`,
  summary:
    'Let a signed floor be in force, verified with these keys (files or base64); --replace takes it from other keys.',
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, {
      'public-key': { type: 'string', multiple: true },
      replace: { type: 'boolean' },
      remove: { type: 'boolean' },
    });
    const [named] = positionals;
    if (values.remove === true) {
      if (positionals.length > 0) throw new UsageError('--remove takes nothing else.');
      return remove(context);
    }
    if (named === undefined || positionals.length > 1)
      throw new UsageError('Name the folder, the bundle or the URL that has the floor.');
    const keys = publicKeys(values['public-key'] ?? [], context.cwd);
    if (keys.length === 0) throw new UsageError('Name the key of your team with --public-key.');
    await context.out(`${keys.map(describeKey).join('\n')}\n`);
    const { surroundings, version } = context;
    const folders = ringfenceFolders(surroundings);
    const source = isUrl(named) ? named : path.resolve(context.cwd, named);
    const replace = values.replace === true;
    const check = contentCheck(context);
    const trusted = await trustFloor({ folders, surroundings, version, source, keys, replace, check });
    if (!trusted.ok) {
      showProblems(trusted.problems, context);
      context.err('Nothing was changed.\n');
      return exitCodes.findings;
    }
    const now = Date.now();
    const state = await floorHere(context, 'always');
    showProblems(state.problems, context);
    await context.out(describeState(state, now));
    return state.status === 'in force' ? exitCodes.clean : exitCodes.findings;
  },
};

async function remove(context: CommandContext): Promise<ExitCode> {
  const present = distrust(ringfenceFolders(context.surroundings));
  await context.out(present ? 'The floor is no longer in force.\n' : 'There was no floor of this user.\n');
  return exitCodes.clean;
}
