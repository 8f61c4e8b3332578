/** Holds uses of MCP servers against the lists of the layers, and their pins against what is remembered. Pure. */
import path from 'node:path';
import type { GuardEvent } from '../../common/event.ts';
import type { Finding } from '../../common/finding.ts';
import type { McpPin } from '../../common/profile.ts';
import { offeredIn } from '../detect/mcp/offered.ts';
import { notAsPinned, notListed } from '../detect/mcp/rules/notListed.ts';
import { findingFrom } from '../detect/rule.ts';
import { toolsDigest } from '../mcp/pins/digest.ts';
import { withoutSecrets } from '../mcp/pins/masked.ts';
import { isSame, type PinRecord } from '../mcp/pins/record.ts';
import type { ProfileOf } from './effective.ts';

/** Returns what the layers have against an event's use of an MCP server. */
export type McpObjections = (event: GuardEvent) => readonly Finding[];

/** Makes the check of layers; undefined when none lists servers. `remembered` is asked only for pins that need it. */
export function mcpObjections(
  layers: readonly ProfileOf[],
  remembered: () => readonly PinRecord[],
): McpObjections | undefined {
  const lists = layers.flatMap(({ layer, profile: { mcpServers } }) =>
    mcpServers === undefined ? [] : [{ layer, pins: foldedKeys(mcpServers) }],
  );
  if (lists.length === 0) return undefined;
  return event => {
    const { mcp, kind } = event;
    if (kind === 'context.attach' || (mcp === undefined && !kind.startsWith('mcp.'))) return [];
    const name = folded(mcp?.server ?? '');
    return lists.flatMap(({ layer, pins }) => {
      const pin = pins.get(name);
      if (pin === undefined) return [unlisted(`The ${titles[layer]} lists the servers that may be used.`)];
      return [...toolObjections(event, pin), ...pinObjections(event, pin, remembered)];
    });
  };
}

const titles = { floor: 'team’s floor', user: 'user’s profile', workspace: 'workspace' } as const;

const unlisted = (detail: string): Finding => findingFrom(notListed, { detail });

/** Clients spell names in their own way: `My Server`, `my_server`. */
const folded = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');

const foldedKeys = (pins: Readonly<Record<string, McpPin>>): ReadonlyMap<string, McpPin> =>
  new Map(Object.entries(pins).map(([name, pin]) => [folded(name), pin]));

function toolObjections(event: GuardEvent, { tools }: McpPin): readonly Finding[] {
  if (tools === undefined) return [];
  const used = event.kind === 'mcp.tools' ? offeredTools(event) : [event.mcp?.tool ?? ''];
  return used.every(tool => tools.includes(tool)) ? [] : [unlisted('Its list of tools leaves this one out.')];
}

/** Prompts and resources come in lists like those of tools, but are none. */
const offeredTools = (event: GuardEvent): readonly string[] =>
  offeredIn(event).flatMap(({ tool: { name, whole } }) =>
    typeof whole === 'object' && whole !== null && 'inputSchema' in whole ? [name] : [],
  );

function pinObjections(
  event: GuardEvent,
  pin: McpPin,
  remembered: () => readonly PinRecord[],
): readonly Finding[] {
  const isPinned = [pin.command, pin.args, pin.url, pin.sha256].some(each => each !== undefined);
  if (!isPinned) return [];
  const records = recordsFor(event, remembered());
  if (records.length === 0)
    return [different('Nothing is remembered of it to compare: run it behind `ringfence mcp`.')];
  return records.flatMap(record => [
    ...definitionObjections(record, pin),
    ...digestObjections(event, record, pin),
  ]);
}

const different = (detail: string): Finding => findingFrom(notAsPinned, { detail });

/** A server of the same name in another folder may be another one; only where none is of this folder do they count. */
function recordsFor(event: GuardEvent, records: readonly PinRecord[]): readonly PinRecord[] {
  const name = folded(event.mcp?.server ?? '');
  const named = records.filter(record => folded(record.name) === name);
  const roots = [event.cwd, ...event.roots];
  const near = named.filter(({ place }) => roots.some(root => isWithin(place, root)));
  return near.length > 0 ? near : named;
}

const isWithin = (place: string, root: string): boolean => {
  const relative = path.relative(root, place);
  return relative === '' || !(relative.startsWith('..') || path.isAbsolute(relative));
};

function definitionObjections({ definition }: PinRecord, pin: McpPin): readonly Finding[] {
  const { command, args, url } = withoutSecrets(pin);
  const started = unwrapped([definition.command ?? '', ...(definition.args ?? [])]);
  return [
    ...(command === undefined || command === started[0]
      ? []
      : [different('It is started by another program.')]),
    ...(args === undefined || isSame(args, started.slice(1))
      ? []
      : [different('It is started with other arguments.')]),
    ...(url === undefined || url === definition.url ? [] : [different('It is reached at another address.')]),
  ];
}

/** A configuration that names our wrapper names the server's own command after `--`. */
function unwrapped(words: readonly string[]): readonly string[] {
  const border = words.indexOf('--');
  const isOurs =
    border !== -1 &&
    words
      .slice(0, border)
      .some(word => /(?:^|[\\/])(?:ringfence(?:-mcp)?(?:@[\w.-]+|\.cmd)?|cli\.js)$/u.test(word));
  return isOurs ? words.slice(border + 1) : words;
}

/** While a server offers its tools for the first time none are remembered yet; its calls are compared. */
function digestObjections(event: GuardEvent, record: PinRecord, { sha256 }: McpPin): readonly Finding[] {
  if (sha256 === undefined) return [];
  const digest = toolsDigest(record);
  if (digest === sha256 || (digest === undefined && event.kind === 'mcp.tools')) return [];
  return [different(digest === undefined ? 'Its tools are not known yet.' : 'It offers other tools.')];
}
