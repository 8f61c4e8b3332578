/** Lists the MCP servers of a user and of workspaces, with what is known and found of each. Reads files. */
import path from 'node:path';
import type { Finding } from '../../../common/finding.ts';
import { resemblanceOf } from '../../detect/mcp/lookAlike.ts';
import { isConfusable } from '../../detect/mcp/rules/confusableName.ts';
import { lookAlikeServer } from '../../detect/mcp/rules/lookAlikeServer.ts';
import { findingFrom } from '../../detect/rule.ts';
import { scanConfig } from '../../detect/settings/scan.ts';
import type { Surroundings } from '../../platform/folders.ts';
import { readPlainText } from '../../platform/plainFile.ts';
import { definitionOf } from '../pins/definition.ts';
import { toolsDigest } from '../pins/digest.ts';
import { describeChange, isSame, type Definition, type PinRecord } from '../pins/record.ts';
import { forgetChange } from '../pins/launch.ts';
import type { PinShelf } from '../pins/shelf.ts';
import { withoutSecrets } from '../pins/masked.ts';
import { mcpPlaces, type Place } from './places.ts';
import { serversOf, type DefinedServer } from './servers.ts';

/** Is a server of the inventory; a public contract, which may only grow. */
export interface ListedServer {
  readonly name: string;
  readonly client: string;
  readonly scope: Place['scope'];
  readonly file: string;
  readonly keyPath: readonly (string | number)[];
  readonly definition: Definition;
  readonly disabled: boolean;
  /** Whether it runs behind the guard. */
  readonly wrapped: boolean;
  /** `first` when it was not known before; `changed` when it differs from what was first seen or approved since. */
  readonly state: 'first' | 'pinned' | 'changed';
  /** What changed, line by line. */
  readonly changes: readonly string[];
  /** How many tools are remembered of it; servers that are reached without the wrapper have none. */
  readonly tools: number;
  /** The digest by which a profile pins those tools; absent without any. */
  readonly toolsDigest?: string;
  readonly findings: readonly Pick<Finding, 'ruleId' | 'severity' | 'message' | 'start'>[];
}

/** Is the inventory with what could not be read. */
export interface Inventory {
  readonly servers: readonly ListedServer[];
  readonly errors: readonly { readonly path: string; readonly message: string }[];
}

/** Says what is looked at. */
export interface InventorySetting {
  readonly workspaces: readonly string[];
  readonly surroundings: Surroundings;
  readonly shelf: PinShelf;
  /** ISO 8601. */
  readonly at: string;
  /** Whether first sights and changes are remembered. */
  readonly remember: boolean;
}

/** Looks at every place. */
export async function takeInventory(setting: InventorySetting): Promise<Inventory> {
  const places = mcpPlaces(setting.workspaces, setting.surroundings);
  const servers: ListedServer[] = [];
  const errors: { path: string; message: string }[] = [];
  for (const place of places) {
    const text = await readPlainText(place.file).catch((error: unknown) => {
      if (!isAbsent(error)) errors.push({ path: place.file, message: messageOf(error) });
      return undefined;
    });
    if (text === undefined) continue;
    try {
      servers.push(...listed(setting, place, text));
    } catch (error) {
      errors.push({ path: place.file, message: messageOf(error) });
    }
  }
  return { servers, errors };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const isAbsent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR', 'EISDIR'].includes(String(error.code));

function listed(setting: InventorySetting, place: Place, text: string): readonly ListedServer[] {
  const servers = serversOf(place.file, text);
  if (servers.length === 0) return [];
  const findings = scanConfig(named(place, setting), text);
  return servers.map(server => ({
    ...common(place, server),
    ...pinned(setting, place, server),
    findings: [
      ...findings
        // That there is a server is what the inventory itself says.
        .filter(({ ruleId, keyPath = [] }) => ruleId !== 'mcp/server' && isWithin(keyPath, server.keyPath)),
      ...lookAlike(server, findings),
    ].map(({ ruleId, severity, message, start }) => ({ ruleId, severity, message, start })),
  }));
}

/** Reports a server whose package, host or name passes for another, where its definition stands. */
function lookAlike(
  { name, keyPath, definition: { command, args = [], url } }: DefinedServer,
  findings: readonly Finding[],
): readonly Finding[] {
  const like = resemblanceOf({ args: [command ?? '', ...args] }, url);
  const detail = isConfusable(name)
    ? 'Its name has signs that look like others, or like nothing.'
    : like && `It has nearly the name of ${like.target}: ${like.how}.`;
  const place = findings.find(finding => isWithin(finding.keyPath ?? [], keyPath));
  return detail === undefined
    ? []
    : [findingFrom(lookAlikeServer, { detail, ...(place === undefined ? {} : { start: place.start }) })];
}

const common = (
  { client, scope, file }: Place,
  { name, keyPath, definition, disabled, wrapped }: DefinedServer,
) => ({
  name,
  client,
  scope,
  file,
  keyPath,
  definition: withoutSecrets(definition),
  disabled,
  wrapped: wrapped !== undefined,
});

function named({ file, scope }: Place, { workspaces, surroundings }: InventorySetting) {
  const within = (folder: string): string => path.relative(folder, file).replaceAll(path.sep, '/');
  const root = workspaces.find(folder => !within(folder).startsWith('..'));
  if (scope === 'workspace' && root !== undefined) return { path: file, relative: within(root) };
  const inHome = within(surroundings.home);
  return inHome.startsWith('..') ? { path: file } : { path: file, homeRelative: inHome };
}

const isWithin = (keyPath: readonly (string | number)[], outer: readonly (string | number)[]): boolean =>
  outer.every((key, at) => String(keyPath[at]) === String(key));

/** Compares with the record of this server in this file. */
function pinned(
  setting: InventorySetting,
  place: Place,
  server: DefinedServer,
): Pick<ListedServer, 'state' | 'changes' | 'tools' | 'toolsDigest'> {
  const { shelf, at, remember } = setting;
  const { name, wrapped } = server;
  const now = definitionNow(setting, place, server);
  const found = shelf.find(name, place.file);
  const tools = toolsOf(shelf, wrapped);
  switch (found.kind) {
    case 'none':
      if (remember)
        shelf.save({ v: 1, name, place: place.file, since: at, definition: now, tools: {}, clients: [] });
      return { state: 'first', changes: [], ...tools };
    case 'unreadable':
      return { state: 'changed', changes: ['what was remembered of it cannot be read'], ...tools };
    case 'record':
      return { ...compared(setting, found.record, now), ...tools };
  }
}

function compared(
  { shelf, remember }: InventorySetting,
  record: PinRecord,
  now: Definition,
): Pick<ListedServer, 'state' | 'changes'> {
  if (isSame(record.definition, now)) {
    if (remember) forgetChange(shelf, record);
    return { state: 'pinned', changes: [] };
  }
  if (remember) shelf.save({ ...record, pending: { ...record.pending, definition: now } });
  return { state: 'changed', changes: describeChange(record.definition, now) };
}

/** The definition with the hashes of the scripts that it names. */
function definitionNow(
  { workspaces }: InventorySetting,
  { file, scope }: Place,
  { definition }: DefinedServer,
): Definition {
  const folder = scope === 'workspace' ? workspaces.find(each => file.startsWith(each)) : undefined;
  const { command, args = [] } = definition;
  if (command === undefined) return withoutSecrets(definition);
  const { scripts = {} } = definitionOf(command, args, folder ?? path.dirname(file));
  return { ...withoutSecrets(definition), scripts };
}

/** Of what is remembered under the name that it is wrapped as, the record with the most tools counts. */
function toolsOf(shelf: PinShelf, wrapped: string | undefined): Pick<ListedServer, 'tools' | 'toolsDigest'> {
  const records = wrapped === undefined ? [] : shelf.list().filter(({ name }) => name === wrapped);
  const sizes = records.map(({ tools }) => Object.keys(tools).length);
  const tools = Math.max(0, ...sizes);
  const record = records[sizes.indexOf(tools)];
  const digest = record === undefined ? undefined : toolsDigest(record);
  return { tools, ...(digest === undefined ? {} : { toolsDigest: digest }) };
}
