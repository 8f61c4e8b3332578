/** Says in one line how many MCP servers run without the guard. Reads files, writes none. */
import { takeInventory } from '../../mcp/inventory/inventory.ts';
import { openPins } from '../../mcp/pins/shelf.ts';
import { ringfenceFolders } from '../../platform/folders.ts';
import type { CommandContext } from '../command.ts';

/** Counts the MCP servers that agents and editors start. */
export interface ServersReport {
  readonly servers: number;
  /** Started as a program, without the wrapper. */
  readonly unwrapped: number;
  /** Reached by address, which no wrapper can stand before. */
  readonly remote: number;
  readonly changed: number;
  readonly detail: string;
}

/** Looks at the servers of this user and this folder. */
export async function inspectServers({ cwd, surroundings }: CommandContext): Promise<ServersReport> {
  const { servers } = await takeInventory({
    workspaces: [cwd],
    surroundings,
    shelf: openPins(ringfenceFolders(surroundings).state),
    at: '',
    remember: false,
  });
  const used = servers.filter(({ disabled }) => !disabled);
  const counts = {
    servers: used.length,
    unwrapped: used.filter(({ wrapped, definition }) => !wrapped && definition.command !== undefined).length,
    remote: used.filter(({ definition }) => definition.command === undefined).length,
    changed: used.filter(({ state }) => state === 'changed').length,
  };
  return { ...counts, detail: describe(counts) };
}

function describe({ servers, unwrapped, remote, changed }: Omit<ServersReport, 'detail'>): string {
  if (servers === 0) return 'None is configured here.';
  const parts = [
    `${servers - unwrapped - remote} of ${servers} behind the guard`,
    ...(unwrapped === 0 ? [] : [`${unwrapped} without it`]),
    ...(remote === 0 ? [] : [`${remote} reached by address`]),
    ...(changed === 0 ? [] : [`${changed} changed since first seen`]),
  ];
  return `${parts.join(', ')}; "ringfence mcp list" names them.`;
}
