/** Opens the layers that a command judges with: the floor as it is configured, the user's, and the workspace's. */
import { openFloor } from '../floor/open.ts';
import type { LayersAbove } from '../layers/live.ts';
import { openPins } from '../mcp/pins/shelf.ts';
import { ringfenceFolders } from '../platform/folders.ts';
import { systemClock } from '../ports/clock.ts';
import type { CommandContext } from './command.ts';

/** Returns the layers of this user; never rejects: what is wrong with a floor is part of it. */
export async function layersAbove({
  surroundings,
  version,
}: Pick<CommandContext, 'surroundings' | 'version'>): Promise<LayersAbove> {
  const folders = ringfenceFolders(surroundings);
  const floor = await openFloor({ folders, surroundings, version, now: systemClock.now() });
  const pins = openPins(folders.state);
  return { folders, floor: () => floor, pins: () => pins.list() };
}
