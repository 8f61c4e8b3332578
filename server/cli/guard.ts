/** `ringfence guard`: the guard without an editor: watches folders, answers hooks, prints what it does. */
import path from 'node:path';
import { stat } from 'node:fs/promises';
import type { Configure, Incident } from '../../common/protocol.ts';
import { startGuard, type Guard, type GuardEvents } from '../guard/guard.ts';
import { ringfenceFolders } from '../platform/folders.ts';
import { systemClock } from '../ports/clock.ts';
import { exitCodes, UsageError, type Command, type CommandContext } from './command.ts';
import { profileOption, readOptions } from './options.ts';

/** Guards folders until interrupted; with `--standalone` it watches none and answers hooks of any folder. */
export const guardCommand: Command = {
  name: 'guard',
  usage:
    'ringfence guard DIR… [--profile observe|balanced|locked] | ringfence guard --standalone [--idle-minutes 30]',
  summary: 'Guard folders without an editor: restore risky changes, answer agents’ hooks. Ctrl-C ends it.',
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, {
      profile: { type: 'string' },
      standalone: { type: 'boolean' },
      'idle-minutes': { type: 'string' },
    });
    if ((values.standalone === true) === positionals.length > 0)
      throw new UsageError('Name the folders to guard.');
    const roots = await Promise.all(positionals.map(folder => existingFolder(folder, context.cwd)));
    const configure: Configure = {
      roots,
      settings: { profile: profileOption(values.profile) },
      trusted: true,
    };
    const idle = idleWatch(values.standalone === true ? minutes(values['idle-minutes']) : Infinity);
    // Heard from now on: whoever ends it while it starts wants it ended in good order.
    const interrupted = context.interrupted();
    const guard = await start(configure, context, idle.busy);
    await context.out(values.standalone === true ? 'Answering hooks.\n' : `Guarding ${roots.join(', ')}.\n`);
    await Promise.race([interrupted, idle.over]);
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

/** A guard that a hook started ends by itself when no agent has asked for so long; the next hook starts another. */
function idleWatch(limitMinutes: number): { readonly busy: () => void; readonly over: Promise<void> } {
  let last = systemClock.monotonic();
  const over = new Promise<void>(resolve => {
    if (limitMinutes === Infinity) return;
    const limit = limitMinutes * 60_000;
    const timer = setInterval(
      () => {
        if (systemClock.monotonic() - last < limit) return;
        clearInterval(timer);
        resolve();
      },
      Math.min(limit, 60_000),
    );
    // The gate keeps the process alive; the timer alone must not, when the user ends the guard before.
    timer.unref();
  });
  return { busy: () => (last = systemClock.monotonic()), over };
}

function minutes(value = '30'): number {
  const number = Number(value);
  if (!(number > 0)) throw new UsageError(`--idle-minutes takes a number above 0, not "${value}".`);
  return number;
}

function start(
  configure: Configure,
  { assets, surroundings, out, err }: CommandContext,
  busy: () => void,
): Promise<Guard> {
  const events: GuardEvents = {
    state: state => err(`${state.status}: ${state.detail}\n`),
    incident: incident => void out(describeIncident(incident)),
    changed: busy,
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
