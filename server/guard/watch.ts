/**
 * Connects the sentinel to the pipeline: every change that it took back is judged; what policy lets pass is re-applied,
 * the rest stays held and is told. Also settles items for people.
 */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { GuardEvent, Origin } from '../../common/event.ts';
import { risksOf } from '../../common/finding.ts';
import type { LedgerBody } from '../../common/ledger.ts';
import type {
  Configure,
  EditorEdit,
  Outcome,
  SettleOutcome,
  SettleRequest,
  SettleSwitch,
} from '../../common/protocol.ts';
import { parseSettings } from '../../common/settings.ts';
import { readPlain } from '../platform/plainFile.ts';
import { decodeText } from '../platform/text.ts';
import { textDigest } from '../platform/textDigest.ts';
import { bytesOf } from '../quarantine/content.ts';
import type { StoredItem } from '../quarantine/item.ts';
import type { QuarantineStore } from '../quarantine/store.ts';
import type { Attribution, Attributor } from '../sentinel/attribution.ts';
import type { SentinelEvent, SentinelScope } from '../sentinel/messages.ts';
import { startSentinel, type Sentinel } from '../sentinel/sentinel.ts';
import type { Board } from './board.ts';
import type { Core } from './core.ts';
import type { GuardOptions } from './guard.ts';
import { createIncidents, type Incidents } from './incidents.ts';
import { killSwitchesIn } from './killSwitches.ts';

/** Holds what the watch works with. */
export interface WatchParts extends GuardOptions {
  readonly board: Board;
  /** Loads while the watch already restores; what is held meanwhile is judged then. */
  readonly core: Promise<Core>;
  readonly store: QuarantineStore;
  readonly attributor: Attributor;
  readonly record: (body: LedgerBody) => Promise<void>;
  /** Runs a task later; returns how to cancel it. */
  readonly after: (ms: number, task: () => void) => () => void;
}

/** Is the watched part of a guard. */
export interface Watch {
  /** Resolves when every root is guarded, or when the sentinel cannot (then the board says why). */
  readonly ready: Promise<void>;
  settle(request: SettleRequest): Promise<SettleOutcome>;
  write(file: string, text: string): Promise<Outcome>;
  /** Decides about a setting that was there when its folder was opened. */
  settleSwitch(request: SettleSwitch): Promise<Outcome>;
  noteEditorEdit(edit: EditorEdit): void;
  configure(configure: Configure): void;
  stop(): Promise<void>;
}

/** Guarding should begin within this; a huge workspace goes on in the background. */
const readyWithinMs = 5_000;

/** What the handlers of one watch share. */
interface Wiring {
  readonly parts: WatchParts;
  readonly sentinel: () => Sentinel;
  readonly incidents: Incidents;
  readonly atRest: Map<string, number>;
  readonly guarding: () => void;
}

/** Starts the sentinel and wires it. */
export function createWatch(parts: WatchParts): Watch {
  const { board, folders, assets, configure, events } = parts;
  // Not Promise.withResolvers: the command line also runs on Node 20.
  let guarding = (): void => undefined;
  const ready = new Promise<void>(resolve => (guarding = resolve));
  const timer = setTimeout(guarding, readyWithinMs);
  const incidents = createIncidents(incident => events.incident(incident), parts.after);
  const wiring: Wiring = {
    parts,
    sentinel: () => sentinel,
    incidents,
    atRest: new Map(),
    guarding,
  };
  const sentinel = startSentinel({
    scope: scopeOf(configure),
    folders,
    entry: path.join(assets, 'sentinel.mjs'),
    onEvent: event =>
      void hear(wiring, event).catch((error: unknown) => board.wrong('watch', trouble(error))),
  });
  return {
    ready: ready.then(() => clearTimeout(timer)),
    settle: request => settle(wiring, request),
    write: (file, text) => sentinel.write(file, text),
    settleSwitch: request => settleSwitch(wiring, request),
    noteEditorEdit: edit => parts.attributor.noteEditorEdit(edit),
    configure: next => sentinel.configure(scopeOf(next)),
    async stop() {
      incidents.flush();
      await sentinel.stop();
    },
  };
}

async function hear(wiring: Wiring, event: SentinelEvent): Promise<void> {
  const { board } = wiring.parts;
  if (event.type === 'ready') wiring.guarding();
  else if (event.type === 'problem') board.wrong(event.key, event.problem);
  else if (event.type === 'recovered') board.well(event.key);
  else if (event.type === 'atRest') noteAtRest(wiring, event);
  else if (event.type === 'held') await held(wiring, event.item, event.repeated);
  else if (event.type === 'changed' || event.type === 'observed') {
    const { pipeline } = await wiring.parts.core;
    await pipeline.judge(await changeEvent(event.path, event.root));
  }
  refresh(wiring.parts);
}

function noteAtRest(
  { atRest, parts }: Wiring,
  { root, files }: SentinelEvent & { readonly type: 'atRest' },
): void {
  atRest.set(root, files.flatMap(file => file.findings).length);
  const switches = killSwitchesIn(root, files);
  if (switches.length > 0) parts.events.switchedOff?.(switches);
  parts.board.atRest([...atRest.values()].reduce((sum, each) => sum + each, 0));
}

async function held(
  { parts, sentinel, incidents }: Wiring,
  item: StoredItem,
  repeated: boolean,
): Promise<void> {
  if (repeated) return;
  const { pipeline } = await parts.core;
  const source = await attributionOf(item, parts);
  const verdict = await pipeline.judge(heldEvent(item, source, parts.store));
  if (verdict.verdict === 'pass' || verdict.verdict === 'redact') {
    const outcome = await sentinel().settle('reapply', item.id);
    if (outcome.ok) return parts.record(itemBody(outcome.item, 'reapplied', 'policy'));
  }
  const { policies, reason } = verdict;
  const { origin, agent } = source;
  const annotated = parts.store.settle(item.id, { policies, reason, origin, agent });
  await parts.record(itemBody(item, 'held', 'guard'));
  incidents.add(annotated.ok ? annotated.value : item);
}

async function settle(
  { parts, sentinel }: Wiring,
  { action, id, keys }: SettleRequest,
): Promise<SettleOutcome> {
  const outcome = await sentinel().settle(action, id, keys);
  if (outcome.ok) {
    const body = itemBody(outcome.item, settled[action], 'user');
    await parts.record(action === 'approve' ? { ...body, ...(await standingDigest(outcome.item)) } : body);
  }
  refresh(parts);
  return outcome;
}

/** Tells what stands there after an approval; nothing of a file that holds a secret. */
async function standingDigest({
  path: file,
  findings,
}: Pick<StoredItem, 'path' | 'findings'>): Promise<{ readonly sha256?: string }> {
  if (findings.some(finding => risksOf(finding).includes('SECRET'))) return {};
  const text = await readText(file);
  return text === undefined ? {} : { sha256: textDigest(text) };
}

const readText = (file: string): Promise<string | undefined> =>
  readPlain(file).then(
    bytes => decodeText(bytes)?.text,
    () => undefined,
  );

/** What is undone comes back as held, like any other change; what is kept is known-good until it changes. */
async function settleSwitch(
  { parts, sentinel }: Wiring,
  { path: file, rule, action }: SettleSwitch,
): Promise<Outcome> {
  const outcome = await sentinel().rest(file, action, [rule]);
  if (outcome.ok && action === 'keep')
    await parts.record({
      type: 'item',
      itemId: '',
      path: file,
      action: 'approved',
      by: 'user',
      keys: [rule],
    });
  refresh(parts);
  return outcome;
}

function refresh({ board, store, events }: WatchParts): void {
  board.held(store.list().filter(item => item.state === 'held').length);
  events.changed();
}

const settled = { approve: 'approved', keep: 'kept', discard: 'discarded' } as const;

function scopeOf({ roots, workspaceFile, settings }: Configure): SentinelScope {
  const { profile } = parseSettings(settings);
  return { roots, profile, ...(workspaceFile === undefined ? {} : { workspaceFile }) };
}

function attributionOf(item: StoredItem, { store, attributor }: WatchParts): Promise<Attribution> {
  const content = item.attemptedAbsent ? undefined : store.content(item.id, 'attempted');
  const bytes = content?.kind === 'file' ? bytesOf(content) : undefined;
  return attributor.attribute({ path: item.path, root: item.root, bytes });
}

/** A held change as an event: what was attempted against what stands there again. */
function heldEvent(item: StoredItem, source: Attribution, store: QuarantineStore): GuardEvent {
  const attempted = item.attemptedAbsent ? undefined : store.text(item.id, 'attempted');
  const restored = item.restoredAbsent ? undefined : store.text(item.id, 'restored');
  return {
    ...sentinelEvent(item.path, item.root, item.attemptedAbsent ? 'delete' : 'write'),
    origin: source.origin,
    agent: source.agent,
    sessionId: source.sessionId,
    ...(attempted === undefined ? {} : { content: attempted }),
    before: restored ?? '',
  };
}

/** A change that stayed, as an event: recorded like any other. */
async function changeEvent(file: string, root: string): Promise<GuardEvent> {
  const text = await readText(file);
  const event = sentinelEvent(file, root, text === undefined ? 'delete' : 'write');
  return text === undefined ? event : { ...event, content: text };
}

function sentinelEvent(file: string, root: string, op: 'write' | 'delete'): GuardEvent {
  const origin: Origin = 'external';
  return {
    v: 1,
    id: randomUUID(),
    agent: '',
    surface: 'sentinel',
    sessionId: '',
    ts: Date.now(),
    cwd: root,
    roots: [root],
    phase: 'post',
    kind: 'config.change',
    origin,
    paths: [{ path: file, op }],
  };
}

const itemBody = (
  { id, path: file, keys }: Pick<StoredItem, 'id' | 'path' | 'keys'>,
  action: 'held' | 'approved' | 'kept' | 'discarded' | 'reapplied',
  by: 'user' | 'policy' | 'guard',
): Extract<LedgerBody, { type: 'item' }> => ({
  type: 'item',
  itemId: id,
  path: file,
  action,
  by,
  keys: keys.filter(({ restored }) => restored).map(({ keyPath }) => keyPath.join('.')),
});

const trouble = (error: unknown) => ({
  source: 'watch',
  message: `A change could not be judged: ${error instanceof Error ? error.message : String(error)}.`,
  remedy: 'It stays held back. Run "ringfence doctor".',
});
