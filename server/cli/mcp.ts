/** `ringfence mcp`: runs an MCP server behind the guard, lists servers, approves changes of them. */
import type { Command } from './command.ts';
import { approveServer } from './mcpApprove.ts';
import { listServers } from './mcpList.ts';
import { mcpUsage, wrapServer } from './mcpWrap.ts';

/** Runs the verb that the first word names; without one it wraps the command after `--`. */
export const mcpCommand: Command = {
  name: 'mcp',
  usage: mcpUsage,
  summary: 'Run an MCP server behind the guard, list the servers of every agent, approve changes of them.',
  run: (args, context) => {
    const [verb, ...rest] = args;
    if (verb === 'list') return listServers(rest, context);
    if (verb === 'approve') return approveServer(rest, context);
    return wrapServer(args, context);
  },
};
