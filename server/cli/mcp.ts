/** `ringfence mcp`: runs an MCP server behind the guard, lists servers, approves changes of them. */
import path from 'node:path';
import { createAsk } from '../mcp/ask.ts';
import { withoutSecrets } from '../mcp/pins/masked.ts';
import { definitionOf } from '../mcp/pins/definition.ts';
import { launch } from '../mcp/pins/launch.ts';
import { openPins } from '../mcp/pins/shelf.ts';
import { serverName } from '../mcp/serverName.ts';
import { refuseAll } from '../mcp/wrap/refusing.ts';
import { endLike, runWrapped } from '../mcp/wrap/wrapper.ts';
import { ringfenceFolders } from '../platform/folders.ts';
import { systemClock } from '../ports/clock.ts';
import { exitCodes, UsageError, type Command, type CommandContext, type ExitCode } from './command.ts';
import { approveServer } from './mcpApprove.ts';
import { listServers } from './mcpList.ts';
import { readOptions } from './options.ts';

const usage = [
  'ringfence mcp [--name NAME] -- COMMAND [ARGS]',
  'ringfence mcp list [--format text|json] [DIR]',
  'ringfence mcp approve NAME [--place FOLDER|FILE]',
].join(' | ');

/** Runs the verb that the first word names; without one it wraps the command after `--`. */
export const mcpCommand: Command = {
  name: 'mcp',
  usage,
  summary: 'Run an MCP server behind the guard, list the servers of every agent, approve changes of them.',
  run: (args, context) => {
    const [verb, ...rest] = args;
    if (verb === 'list') return listServers(rest, context);
    if (verb === 'approve') return approveServer(rest, context);
    return wrap(args, context);
  },
};

async function wrap(args: readonly string[], context: CommandContext): Promise<ExitCode> {
  const border = args.indexOf('--');
  const [command, ...commandArgs] = border === -1 ? [] : args.slice(border + 1);
  if (command === undefined) throw new UsageError('Name the server to run after "--".');
  const { values, positionals } = readOptions(args.slice(0, border), { name: { type: 'string' } });
  if (positionals.length > 0) throw new UsageError(`"${positionals.join(' ')}" is not understood.`);
  const { cwd } = context;
  const name = values.name ?? serverName(command, commandArgs);
  const { state, run } = ringfenceFolders(context.surroundings);
  const shelf = openPins(state);
  const say = (text: string): void => context.err(`ringfence mcp: ${name}: ${text}\n`);
  const started = launch(shelf, {
    name,
    place: cwd,
    now: withoutSecrets(definitionOf(command, commandArgs, cwd)),
    at: new Date(systemClock.now()).toISOString(),
  });
  const { stdin, stdout } = process;
  const folder = path.join(state, 'mcp');
  if (started.kind === 'refused') {
    say(started.why);
    await refuseAll({ stdin, stdout, folder, why: started.why });
    return exitCodes.findings;
  }
  if (started.kind === 'first')
    say('is seen for the first time; it is remembered, and changes will be held back');
  const ask = createAsk({ runFolder: run, cli: path.join(context.assets, 'cli.js'), cwd, server: name });
  endLike(
    await runWrapped({ name, command, args: commandArgs, cwd, ask, shelf, folder, stdin, stdout, say }),
  );
  // The process ends as the server did.
  return new Promise(() => undefined);
}
