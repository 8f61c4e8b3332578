/**
 * Says for each kind of acts whether an agent's hooks are proven to tell of it. The proof is the ledger: an act that
 * came through a hook, the marked one that people are asked for or any other. Reads files, writes none.
 */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { EventKind, Phase } from '../../../common/event.ts';
import type { LedgerEntry } from '../../../common/ledger.ts';
import { actKinds, type ActKind, type Agent } from '../../agents/adapter.ts';
import type { AgentStatus } from '../../agents/index.ts';
import { readTail } from '../../ledger/tail.ts';
import type { Folders } from '../../platform/folders.ts';

/** Says how one kind of acts of an agent is covered. */
export interface Coverage {
  readonly kind: ActKind;
  readonly state: 'proven' | 'configured' | 'not-covered' | 'switched-off';
  /** Hook event that tells of it; absent where none does. */
  readonly by?: string;
  /** When it was last seen through the hook, ISO 8601. */
  readonly at?: string;
  /** What proved it: the marked call that people are asked for, or any other. */
  readonly proof?: 'canary' | 'event';
}

/** Is when and by what a kind of acts was last seen. */
export interface Sighting {
  readonly ts: number;
  readonly proof: 'canary' | 'event';
}

/** Holds the newest sighting of each kind of acts, by agent. */
export type Sightings = ReadonlyMap<string, ReadonlyMap<ActKind, Sighting>>;

/** Marks a harmless call: the name of a file that need not be there. */
export const canaryMark = 'ringfence-canary';

/** Names the session of calls that doctor makes itself: they prove the hook, not that the agent calls it. */
export const ownSession = 'ringfence-canary';

const kindOf: Readonly<Partial<Record<EventKind, ActKind>>> = {
  'fs.read': 'read',
  'fs.search': 'read',
  'fs.write': 'write',
  'fs.edit': 'write',
  'fs.patch': 'write',
  'fs.delete': 'write',
  'shell.exec': 'shell',
  'shell.input': 'shell',
  'net.fetch': 'fetch',
  'mcp.call': 'mcp',
  'prompt.submit': 'prompt',
  'context.attach': 'result',
};

const phaseOfKind: Readonly<Partial<Record<ActKind, Phase>>> = { prompt: 'prompt', result: 'post' };

/** Looks no further back than this: the newest acts are what matters. */
const mostEntries = 20_000;

/** Finds the newest sightings in the ledger. */
export async function readSightings({ ledger }: Pick<Folders, 'ledger'>): Promise<Sightings> {
  const entries = await readTail(ledger, mostEntries).catch(() => []);
  return sightingsIn(entries);
}

/** Finds the newest sightings among entries that are newest first. Pure. */
export function sightingsIn(entries: readonly LedgerEntry[]): Sightings {
  const found = new Map<string, Map<ActKind, Sighting>>();
  for (const { ts, body } of entries) {
    if (body.type !== 'verdict' || body.surface !== 'hook' || body.sessionId === ownSession) continue;
    const kind = kindOf[body.kind];
    // An act that is told of after it was done, or with a prompt, does not prove that it could be refused.
    if (kind === undefined || (phaseOfKind[kind] ?? 'pre') !== body.phase) continue;
    const kinds = found.get(body.agent) ?? new Map<ActKind, Sighting>();
    found.set(body.agent, kinds);
    const marked = body.paths.some(file => file.includes(canaryMark));
    if (!kinds.has(kind)) kinds.set(kind, { ts, proof: marked ? 'canary' : 'event' });
  }
  return found;
}

/** Says for each kind of acts how it is covered; what was seen before the hooks were last installed proves nothing. */
export async function coverageOf(
  { name, sees }: Pick<Agent, 'name' | 'sees'>,
  status: AgentStatus,
  sightings: Sightings,
  { state }: Pick<Folders, 'state'>,
): Promise<readonly Coverage[]> {
  const since = await stat(path.join(state, 'installs', `${name}.json`)).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
  return actKinds.map(kind => {
    const by = sees[kind];
    if (by === undefined) return { kind, state: 'not-covered' };
    if (status.kind === 'switched-off') return { kind, state: 'switched-off', by };
    if (status.kind !== 'installed') return { kind, state: 'not-covered', by };
    const seen = sightings.get(name)?.get(kind);
    if (seen === undefined || seen.ts < since) return { kind, state: 'configured', by };
    return { kind, state: 'proven', by, at: new Date(seen.ts).toISOString(), proof: seen.proof };
  });
}
