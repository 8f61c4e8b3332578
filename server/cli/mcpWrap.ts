/** `ringfence mcp -- COMMAND`: runs an MCP server behind the guard. Must import nothing heavy: one runs for each server. */
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
import { exitCodes, UsageError, type CommandContext, type ExitCode } from './command.ts';
import { readOptions } from './options.ts';

/** Says how the verb is used. */
export const mcpUsage = [
  'ringfence mcp [--name NAME] -- COMMAND [ARGS]',
  'ringfence mcp list [--format text|json] [DIR]',
  'ringfence mcp approve NAME [--place FOLDER|FILE]',
].join(' | ');

/** Wraps the command after `--`; ends the process as the server ends. */
export async function wrapServer(
  args: readonly string[],
  context: Pick<CommandContext, 'assets' | 'cwd' | 'err' | 'surroundings'>,
): Promise<ExitCode> {
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
