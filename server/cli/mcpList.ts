/** `ringfence mcp list`: every MCP server of every agent and editor, what is remembered of it and what is wrong with it. */
import path from 'node:path';
import { compareSeverity } from '../../common/finding.ts';
import { grouped } from '../../common/grouped.ts';
import { takeInventory, type Inventory, type ListedServer } from '../mcp/inventory/inventory.ts';
import { openPins } from '../mcp/pins/shelf.ts';
import { ringfenceFolders } from '../platform/folders.ts';
import { systemClock } from '../ports/clock.ts';
import { exitCodes, type CommandContext, type ExitCode } from './command.ts';
import { choice, readOptions } from './options.ts';

/** Lists servers; exit 1 when one changed or something of at least medium severity was found. */
export async function listServers(args: readonly string[], context: CommandContext): Promise<ExitCode> {
  const { values, positionals } = readOptions(args, { format: { type: 'string' } });
  const format = choice('format', values.format, ['text', 'json']);
  const folders = positionals.length === 0 ? ['.'] : positionals;
  const inventory = await takeInventory({
    workspaces: folders.map(folder => path.resolve(context.cwd, folder)),
    surroundings: context.surroundings,
    shelf: openPins(ringfenceFolders(context.surroundings).state),
    at: new Date(systemClock.now()).toISOString(),
    remember: true,
  });
  await context.out(
    format === 'json' ? `${JSON.stringify({ version: 1, ...inventory }, null, 2)}\n` : render(inventory),
  );
  return inventory.servers.some(isWrong) ? exitCodes.findings : exitCodes.clean;
}

const isWrong = ({ state, findings }: ListedServer): boolean =>
  state === 'changed' || findings.some(({ severity }) => compareSeverity(severity, 'medium') >= 0);

function render({ servers, errors }: Inventory): string {
  const byFile = grouped(servers, ({ file }) => file);
  const lines = [...byFile].flatMap(([file, list]) => [
    '',
    `${file} (${list[0]?.client ?? ''})`,
    ...list.flatMap(serverLines),
  ]);
  const unwrapped = servers.filter(({ wrapped, definition }) => !wrapped && definition.command !== undefined);
  const counted = `${servers.length} ${servers.length === 1 ? 'server' : 'servers'} in ${byFile.size} ${byFile.size === 1 ? 'file' : 'files'}`;
  return [
    servers.length === 0 ? 'No MCP server is configured here.' : counted,
    ...lines,
    ...(unwrapped.length === 0
      ? []
      : [
          '',
          `${unwrapped.length} of them run without the guard. Put "ringfence mcp --name NAME --" before the command.`,
        ]),
    ...errors.map(({ path: file, message }) => `\n${file} cannot be read: ${message}`),
    '',
  ].join('\n');
}

const states = {
  first: 'seen for the first time and remembered',
  pinned: 'as remembered',
  changed: 'CHANGED since it was remembered',
} as const;

function serverLines(server: ListedServer): readonly string[] {
  const { name, definition, wrapped, disabled, state, changes, tools, toolsDigest, findings } = server;
  const { command, args = [], url } = definition;
  const notes = [
    wrapped ? 'behind the guard' : command === undefined ? 'remote' : 'without the guard',
    states[state],
    ...(tools > 0 ? [`${tools} tools remembered`] : []),
    ...(disabled ? ['disabled'] : []),
  ];
  return [
    `  ${printable(name)}  ${printable(command === undefined ? (url ?? '') : [command, ...args].join(' '))}`,
    `      ${notes.join(' · ')}`,
    ...(toolsDigest === undefined ? [] : [`      to pin its tools in a profile: "sha256": "${toolsDigest}"`]),
    ...changes.map(change => `      ${change}`),
    ...findings.map(
      ({ ruleId, severity, message, start }) =>
        `      ${severity}  ${ruleId}  line ${start.line}: ${message}`,
    ),
  ];
}

const printable = (text: string): string => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
