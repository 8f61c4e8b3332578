/**
 * One guard for one set of roots: sentinel, gate, pipeline, quarantine and ledger put together. Both fronts, the
 * language server and the command line, start it here.
 */
import { randomUUID } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import type {
  Activity,
  Configure,
  EditorEdit,
  GuardState,
  Incident,
  ItemTextRequest,
  Outcome,
  SettleOutcome,
  SettleRequest,
  SettleSwitch,
  SwitchedOff,
} from '../../common/protocol.ts';
import type { QuarantineItem } from '../../common/quarantine.ts';
import type { LedgerBody } from '../../common/ledger.ts';
import { describeProblem } from '../../common/result.ts';
import { parseSettings } from '../../common/settings.ts';
import type { Turn } from '../agents/adapter.ts';
import { adapterOf } from '../agents/index.ts';
import { maskKeyOrOwn } from '../export/maskKey.ts';
import { redactBody } from '../export/redact.ts';
import { startGate, type Gate } from '../gate/gate.ts';
import { hookJudge } from '../gate/judgeHook.ts';
import { openLedger, type Ledger } from '../ledger/ledger.ts';
import { mcpJudge } from '../mcp/judge.ts';
import { mcpSender } from '../mcp/question.ts';
import type { Pipeline } from '../pipeline/types.ts';
import type { LayersAbove } from '../layers/live.ts';
import type { Folders, Surroundings } from '../platform/folders.ts';
import { createPostureDesk, type PostureDesk } from '../posture/desk.ts';
import { teamPosture } from '../posture/team.ts';
import { systemClock } from '../ports/clock.ts';
import { sha256 } from '../quarantine/content.ts';
import { keepRetention, keptDays } from '../quarantine/retention.ts';
import { openStore, type QuarantineStore } from '../quarantine/store.ts';
import { endTurn } from '../session/passes.ts';
import { createAttributor, type Attributor } from '../sentinel/attribution.ts';
import { createBoard, type Board } from './board.ts';
import { createCore, type Core } from './core.ts';
import { editorRuling, type Ruling } from './editorRulings.ts';
import { extensionReads, type ExtensionReads } from './extensionReads.ts';
import { showLayers, watchLayers, type ShownLayers, type WatchedLayers } from './layering.ts';
import { createOverseer, sweepOften, watchOversight, type Overseer } from './oversight.ts';
import { proposedCode, type ProposedCode } from './proposedCode.ts';
import { approvalFiles, sessionParts } from './sessionParts.ts';
import { openShippingDesk } from './shipping.ts';
import { tellUnjudged } from './unjudged.ts';
import { createTroubles, type Troubles } from './troubles.ts';
import { createWatch, type Watch } from './watch.ts';

/** Is what a front hears of. */
export interface GuardEvents {
  state(state: GuardState): void;
  incident(incident: Incident): void;
  /** Items or activity changed. */
  changed(): void;
  /** Settings that switch hooks off were there when a folder was opened. */
  switchedOff?(switches: readonly SwitchedOff[]): void;
  /** The layers changed: what they make of findings may be another. */
  ruled?(): void;
}

/** Is a running guard as its fronts use it. */
export interface Guard {
  items(): readonly QuarantineItem[];
  settle(request: SettleRequest): Promise<SettleOutcome>;
  itemText(request: ItemTextRequest): Promise<string>;
  /** Writes a protected file of a root because a person asked for it; never rejects. */
  write(file: string, text: string): Promise<Outcome>;
  /** Undoes or keeps a setting that was there when its folder was opened; never rejects. */
  settleSwitch(request: SettleSwitch): Promise<Outcome>;
  activity(limit: number): Promise<Activity>;
  noteEditorEdit(edit: EditorEdit): void;
  /** Shows and decides what agents wait for. */
  readonly overseer: Overseer;
  /** Compares the editor's settings with the profile in force. */
  readonly posture: PostureDesk;
  /** Returns what the layers make of findings in a file, see `editorRuling`. */
  ruling(file: string): Ruling | undefined;
  /** Judges what extensions read, where the read shield is on. */
  readonly reads: ExtensionReads;
  configure(configure: Configure): Promise<void>;
  stop(): Promise<void>;
}

/** Says what a guard is started with. */
export interface GuardOptions {
  readonly configure: Configure;
  readonly folders: Folders;
  /** Folder of the bundles. */
  readonly assets: string;
  readonly events: GuardEvents;
  /** Hears what hooks are to answer when no guard can, for their launcher; absent where no launcher is written. */
  readonly carry?: (onUnavailable: 'default' | 'deny') => void;
}

interface Parts extends GuardOptions {
  readonly board: Board;
  readonly ledger: Ledger;
  readonly core: Core;
  readonly store: QuarantineStore;
  readonly watch: Watch;
  readonly code: ProposedCode;
  readonly overseer: Overseer;
  readonly posture: PostureDesk;
  readonly layers: ShownLayers;
  readonly unwatch: () => Promise<void>;
  /** Absent while the gate could not be opened; the board says so. */
  readonly gate: Gate | undefined;
}

/** Entries of the ledger among which a drift of settings is looked for that was told already. */
const mostEntries = 2_000;

/** Starts a guard. Rejects only when policy or quarantine cannot be opened; anything less degrades it visibly. */
export async function startGuard(options: GuardOptions): Promise<Guard> {
  const { configure, folders, assets, events } = options;
  const board = createBoard(state => events.state(state));
  const masking = { key: await maskKeyOrOwn(folders.state), paths: false };
  const ledger = openLedger({
    folder: folders.ledger,
    clock: systemClock,
    mask: body => redactBody(body, masking),
    onNews: news =>
      news.kind === 'recovered'
        ? board.well('ledger')
        : board.wrong('ledger', { source: 'ledger', message: news.message, remedy: '' }),
  });
  const record = (body: LedgerBody): Promise<void> => ledger.record(body).finally(() => events.changed());
  const { failed } = createTroubles({ board, record, after });
  const opened = openStore({ folder: folders.quarantine, clock: systemClock });
  if (!opened.ok) throw new Error(opened.problems.map(describeProblem).join('\n'));
  const store = opened.value;
  const attributor = createAttributor({ clock: systemClock });
  // The watch comes first: it needs neither policy nor parser to take a risky change back, and they take a moment.
  const code = proposedCode({ assets, failed });
  const watched = watchLayers({ folders, surroundings: surroundings(), assets });
  const loading = watched.then(({ above }) => loadCore(options, { code, record, failed }, above));
  const watch = createWatch({ ...options, board, core: loading, store, attributor, record, after });
  const core = await loading.catch(async (error: unknown) => {
    (await watched).stop();
    await watch.stop();
    throw error;
  });
  const layers = layersOf(options, { core, board, watch, record }, await watched);
  const gate = await openGate(options, { board, failed, pipeline: notingWrites(core.pipeline, attributor) });
  const overseer = createOverseer({ folders, clock: systemClock, record, by: 'user' });
  const posture = createPostureDesk({
    team: roots => teamPosture(core.layers(roots)),
    record,
    newest: async () => (await ledger.tail(mostEntries)).map(({ body }) => body),
  });
  const unwatch = keepGoing(options, { board, record, failed, core, store, watch });
  const guard = guardOf({
    ...options,
    board,
    ledger,
    core,
    store,
    watch,
    code,
    overseer,
    posture,
    layers,
    unwatch,
    gate,
  });
  await watch.ready;
  await ledger.record({ ...startedBody(configure), level: layers.level() });
  board.started();
  return guard;
}

/** Starts what goes on by itself until the guard ends; returns how to end it. */
function keepGoing(
  { folders, events }: GuardOptions,
  {
    core,
    store,
    watch,
    ...parts
  }: Pick<Parts, 'board' | 'core' | 'store' | 'watch'> & Troubles & { readonly record: Record },
): () => Promise<void> {
  // No root is asked where the ledger goes: a workspace must not say so.
  const profile = () => core.layers([]).profile.ledger;
  // A layer that cannot be read may ask for longer.
  const days = (): number | undefined =>
    core.layers([]).problems.length > 0 ? undefined : (core.layers([]).profile.quarantineDays ?? keptDays);
  const desk = openShippingDesk({ ...parts, folders, env: process.env, profile });
  const unwatch = watchOversight(folders, () => events.changed(), parts.failed);
  const endSweeps = sweepOften({ ...parts, folders, clock: systemClock });
  const endRetention = keepRetention({ ...parts, store, clock: systemClock, ready: watch.ready, days });
  tellUnjudged({ ...parts, run: folders.run, after });
  return async () => {
    unwatch();
    endSweeps();
    endRetention();
    await desk.stop();
  };
}

const startedBody = ({ roots }: Configure) =>
  ({ type: 'guard', action: 'started', detail: `roots: ${roots.length}` }) as const;

const circumstances = (configure: Configure) => ({
  profile: parseSettings(configure.settings).profile,
  trusted: configure.trusted,
});

const surroundings = (): Surroundings => ({
  env: process.env,
  home: os.homedir(),
  platform: process.platform,
});

function loadCore(
  { assets, folders, configure }: GuardOptions,
  { code, record, failed }: Troubles & { readonly code: ProposedCode; readonly record: Record },
  layers: LayersAbove,
): Promise<Core> {
  return createCore({
    assets,
    examiners: [code],
    ...sessionParts({ folders, record, failed }),
    surroundings: surroundings(),
    ...circumstances(configure),
    recorder: { record },
    layers,
    failed,
  });
}

/** Shows the layers; a level that one of them raises reaches the watch as well. */
function layersOf(
  { configure, carry, events }: GuardOptions,
  { core, board, watch, record }: Pick<Parts, 'core' | 'board' | 'watch'> & { readonly record: Record },
  watched: WatchedLayers,
): ShownLayers {
  const shown = showLayers({
    ...(carry === undefined ? {} : { carry }),
    core,
    board,
    configure,
    ruled: () => events.ruled?.(),
    changed: (effective, level) => {
      watch.configure(effective);
      void record({ type: 'guard', action: 'configured', detail: `level: ${level}`, level });
    },
  });
  watched.onFloor(() => shown.look());
  return {
    ...shown,
    stop() {
      watched.stop();
      shown.stop();
    },
  };
}

type Record = (body: LedgerBody) => Promise<void>;

function guardOf(parts: Parts): Guard {
  const { events, board, ledger, core, store, watch, code, overseer, posture, layers, unwatch, gate } = parts;
  let { configure: present } = parts;
  return {
    items: () => store.list(),
    settle: request => watch.settle(request),
    itemText: ({ id, side }) => Promise.resolve(store.text(id, side) ?? ''),
    write: (file, text) => watch.write(file, text),
    settleSwitch: request => watch.settleSwitch(request),
    activity: limit => ledger.tail(limit),
    noteEditorEdit: edit => watch.noteEditorEdit(edit),
    overseer,
    posture,
    ruling: file => editorRuling(core.rule(present.roots), file, present.roots),
    reads: extensionReads({
      pipeline: core.pipeline,
      home: os.homedir(),
      now: () => systemClock.now(),
      window: () => ({ roots: present.roots, profile: layers.level() }),
    }),
    async configure(configure) {
      present = configure;
      core.configure(circumstances(configure));
      layers.look(configure);
      watch.configure(layers.effective(configure));
      await gate?.setRoots(configure.roots);
    },
    async stop() {
      await unwatch();
      layers.stop();
      await gate?.close();
      await code.dispose();
      await watch.stop();
      await ledger.record({ type: 'guard', action: 'stopped', detail: 'in good order' });
      await ledger.close();
      board.stopped();
      events.changed();
    },
  };
}

interface GateParts extends Troubles {
  readonly board: Board;
  readonly pipeline: Pipeline;
}

async function openGate(
  { folders, configure }: GuardOptions,
  { board, failed, pipeline }: GateParts,
): Promise<Gate | undefined> {
  const { passes } = approvalFiles(folders);
  const turnEnded = (turn: Turn): void => endTurn(passes, turn);
  const parts = { adapterOf, pipeline, clock: systemClock, newId: randomUUID, failed, turnEnded };
  const [hook, mcp] = [hookJudge(parts), mcpJudge(parts)];
  try {
    return await startGate({
      folders,
      roots: configure.roots,
      judge: (sender, payload, context) => (sender === mcpSender ? mcp : hook)(sender, payload, context),
      failed,
    });
  } catch (error) {
    board.wrong('gate', {
      source: 'gate',
      message: `Agents' hooks cannot reach Ringfence and will be refused: ${error instanceof Error ? error.message : String(error)}.`,
      remedy: `Check that ${folders.run} belongs to you, then restart the guard.`,
    });
    return undefined;
  }
}

/** Tells the attributor what agents are about to write, so that the file watch knows who did. */
const notingWrites = (pipeline: Pipeline, attributor: Attributor): Pipeline => ({
  async judge(event) {
    const verdict = await pipeline.judge(event);
    if (verdict.verdict === 'deny') return verdict;
    const hash =
      event.content === undefined || event.kind === 'fs.patch'
        ? undefined
        : sha256(Buffer.from(event.content));
    for (const use of event.paths.filter(({ op }) => op === 'write' || op === 'delete')) {
      attributor.noteAgentWrite(path.resolve(event.cwd, use.path), hash, event.agent, event.sessionId);
    }
    return verdict;
  },
});

function after(ms: number, task: () => void): () => void {
  const timer = setTimeout(task, ms);
  timer.unref();
  return () => clearTimeout(timer);
}
