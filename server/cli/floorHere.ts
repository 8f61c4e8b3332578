/** Opens the floor that is configured for this user, checked as a guard checks it. */
import type { ContentCheck, FloorOptions, FloorState } from '../floor/floor.ts';
import { openFloor } from '../floor/open.ts';
import { floorCheck } from '../layers/floorCheck.ts';
import { ringfenceFolders } from '../platform/folders.ts';
import { builtInBook } from '../policy/open.ts';
import { systemClock } from '../ports/clock.ts';
import type { CommandContext } from './command.ts';

/** Returns the floor's state; never rejects: what is wrong with a floor is part of it. */
export function floorHere(
  context: Pick<CommandContext, 'surroundings' | 'version' | 'assets'>,
  refresh: FloorOptions['refresh'] = 'when needed',
): Promise<FloorState> {
  const { surroundings, version } = context;
  return openFloor({
    folders: ringfenceFolders(surroundings),
    surroundings,
    version,
    now: systemClock.now(),
    check: contentCheck(context),
    refresh,
  });
}

/** Returns what finds floors that cannot be loaded. */
export const contentCheck = ({ assets }: Pick<CommandContext, 'assets'>): ContentCheck =>
  floorCheck(() => builtInBook(assets));
