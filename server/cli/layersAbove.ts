/** Opens the layers that a command judges with: the floor as it is configured, the user's, and the workspace's. */
import type { LayersAbove } from '../layers/live.ts';
import { openPins } from '../mcp/pins/shelf.ts';
import { ringfenceFolders } from '../platform/folders.ts';
import type { CommandContext } from './command.ts';
import { floorHere } from './floorHere.ts';

/** Returns the layers of this user; never rejects: what is wrong with a floor is part of it. */
export async function layersAbove(
  context: Pick<CommandContext, 'surroundings' | 'version' | 'assets'>,
): Promise<LayersAbove> {
  const folders = ringfenceFolders(context.surroundings);
  const floor = await floorHere(context);
  const pins = openPins(folders.state);
  return { folders, floor: () => floor, pins: () => pins.list() };
}
