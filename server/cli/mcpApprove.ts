/** `ringfence mcp approve`: shows what changed of a server since it was approved, and approves it. */
import path from 'node:path';
import { describeChange, type PinRecord } from '../mcp/pins/record.ts';
import { openPins, type PinShelf } from '../mcp/pins/shelf.ts';
import { ringfenceFolders } from '../platform/folders.ts';
import { exitCodes, UsageError, type CommandContext, type ExitCode } from './command.ts';
import { readOptions } from './options.ts';

/** Approves what waits for it; exit 1 when nothing does. */
export async function approveServer(args: readonly string[], context: CommandContext): Promise<ExitCode> {
  const { values, positionals } = readOptions(args, { place: { type: 'string' } });
  const [name] = positionals;
  if (name === undefined || positionals.length > 1) throw new UsageError('Name one server.');
  const shelf = openPins(ringfenceFolders(context.surroundings).state);
  const place = values.place === undefined ? undefined : path.resolve(context.cwd, values.place);
  const known = shelf
    .list()
    .filter(record => record.name === name && (place ?? record.place) === record.place);
  const waiting = known.filter(({ pending }) => pending !== undefined);
  const [record] = waiting;
  if (record === undefined)
    return await nothingWaits(shelf, { name, place: place ?? context.cwd, known }, context);
  if (waiting.length > 1) {
    const places = waiting.map(each => `  ${each.place}`).join('\n');
    throw new UsageError(`Several servers of that name changed; add --place with one of:\n${places}`);
  }
  await context.out(`${[`${record.name} (${record.place})`, ...changesOf(record)].join('\n')}\n`);
  shelf.save(approved(record));
  await context.out('Approved. Start the server again in your client.\n');
  return exitCodes.clean;
}

interface Asked {
  readonly name: string;
  readonly place: string;
  readonly known: readonly PinRecord[];
}

async function nothingWaits(
  shelf: PinShelf,
  { name, place, known }: Asked,
  { out }: CommandContext,
): Promise<ExitCode> {
  if (shelf.find(name, place).kind === 'unreadable') {
    shelf.remove(name, place);
    await out(
      `What was remembered of ${name} could not be read and is forgotten; its next start is the first.\n`,
    );
    return exitCodes.clean;
  }
  await out(known.length === 0 ? `No server named ${name} is known.\n` : `${name} has not changed.\n`);
  return exitCodes.findings;
}

/** Lists what changed of a server, line by line. */
export function changesOf({ definition, tools, pending }: PinRecord): readonly string[] {
  const names = Object.keys(pending?.tools ?? {});
  return [
    ...(pending?.definition === undefined ? [] : describeChange(definition, pending.definition)),
    ...names.flatMap(name => {
      const isNew = !Object.hasOwn(tools, name);
      const lines = describeChange(isNew ? undefined : tools[name], pending?.tools?.[name]);
      return [`tool ${name}${isNew ? ' (new)' : ''}`, ...lines.map(line => `  ${line}`)];
    }),
  ];
}

function approved({ pending, ...record }: PinRecord): PinRecord {
  return {
    ...record,
    definition: pending?.definition ?? record.definition,
    tools: { ...record.tools, ...pending?.tools },
  };
}
