/** `ringfence guard`: the guard without an editor: watches folders, answers hooks, prints what it does. */
import path from 'node:path';
import { stat } from 'node:fs/promises';
import type { Configure, Incident } from '../../common/protocol.ts';
import { startGuard, type Guard, type GuardEvents } from '../guard/guard.ts';
import { ringfenceFolders } from '../platform/folders.ts';
import { exitCodes, UsageError, type Command, type CommandContext } from './command.ts';
import { profileOption, readOptions } from './options.ts';

/** Guards folders until interrupted; with `--standalone` it watches none and answers hooks of any folder. */
export const guardCommand: Command = {
  name: 'guard',
  usage: 'ringfence guard DIR… [--profile observe|balanced|locked] | ringfence guard --standalone',
  summary: 'Guard folders without an editor: restore risky changes, answer agents’ hooks. Ctrl-C ends it.',
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, {
      profile: { type: 'string' },
      standalone: { type: 'boolean' },
    });
    if ((values.standalone === true) === positionals.length > 0)
      throw new UsageError('Name the folders to guard.');
    const roots = await Promise.all(positionals.map(folder => existingFolder(folder, context.cwd)));
    const configure: Configure = {
      roots,
      settings: { profile: profileOption(values.profile) },
      trusted: true,
    };
    const guard = await start(configure, context);
    await context.out(values.standalone === true ? 'Answering hooks.\n' : `Guarding ${roots.join(', ')}.\n`);
    await context.interrupted();
    await guard.stop();
    return exitCodes.clean;
  },
};

async function existingFolder(folder: string, cwd: string): Promise<string> {
  const absolute = path.resolve(cwd, folder);
  const isFolder = await stat(absolute).then(
    found => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new UsageError(`${folder} is no folder.`);
  return absolute;
}

function start(configure: Configure, { assets, surroundings, out, err }: CommandContext): Promise<Guard> {
  const events: GuardEvents = {
    state: state => err(`${state.status}: ${state.detail}\n`),
    incident: incident => void out(describeIncident(incident)),
    changed: () => undefined,
  };
  return startGuard({ configure, folders: ringfenceFolders(surroundings), assets, events });
}

const describeIncident = ({ items }: Incident): string =>
  items
    .map(item => {
      const keys = item.keys.filter(key => key.restored).map(key => key.keyPath.join('.'));
      return `held ${item.path}${keys.length > 0 ? ` (${keys.join(', ')})` : ''}: ${item.reason}\n`;
    })
    .join('');
