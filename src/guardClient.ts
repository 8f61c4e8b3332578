/** The guard process as the rest of the extension uses it: its life, its events and its requests. */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import {
  activityMessage,
  addToBaselineMessage,
  changedMessage,
  codeRulesMessage,
  configureMessage,
  editorEditMessage,
  guardStateMessage,
  hiddenTextMessage,
  incidentMessage,
  itemTextMessage,
  judgeReadMessage,
  listItemsMessage,
  overseeMessage,
  postureKeysMessage,
  postureMessage,
  postureRepairedMessage,
  oversightMessage,
  proposalMessage,
  protectedReadsMessage,
  scanWorkspaceMessage,
  settleItemMessage,
  settleSwitchMessage,
  suppressMessage,
  switchedOffMessage,
  timelineMessage,
} from '../common/protocol.ts';
import type {
  Activity,
  ActivityRequest,
  BaselineRequest,
  CodeRules,
  EditorEdit,
  ExtensionRead,
  GuardState,
  HiddenText,
  Incident,
  ItemTextRequest,
  Outcome,
  OverseeRequest,
  Oversight,
  ProposalAnswer,
  ProposalRequest,
  PostureRepaired,
  ProtectedReads,
  ReadAnswer,
  SettleOutcome,
  SettleRequest,
  SettleSwitch,
  SuppressRequest,
  SwitchedOff,
  TimelineRequest,
  WorkspaceScan,
} from '../common/protocol.ts';
import type { PostureReport, SeenSettings } from '../common/posture.ts';
import type { QuarantineItem } from '../common/quarantine.ts';
import type { TimelineLine } from '../common/session.ts';
import { onConfigurationChange, readConfiguration } from './configuration.ts';
import type { Life } from './models/status.ts';
import { createSupervisor, type Phase } from './models/supervisor.ts';
import { after } from './timers.ts';

/** Is what the guard process can be asked; each rejects while it is not running. */
interface Requests {
  items(): Promise<readonly QuarantineItem[]>;
  itemText(request: ItemTextRequest): Promise<string>;
  settle(request: SettleRequest): Promise<SettleOutcome>;
  settleSwitch(request: SettleSwitch): Promise<Outcome>;
  activity(limit: number): Promise<Activity>;
  codeRules(): Promise<CodeRules>;
  suppress(request: SuppressRequest): Promise<Outcome>;
  addToBaseline(request: BaselineRequest): Promise<Outcome>;
  scanWorkspace(): Promise<WorkspaceScan>;
  oversight(): Promise<Oversight>;
  oversee(request: OverseeRequest): Promise<Outcome>;
  /** Lists the settings that a comparison wants to know. */
  postureKeys(): Promise<readonly string[]>;
  posture(seen: SeenSettings): Promise<PostureReport>;
  /** Returns what a request would write; null when it writes nothing, or was decided. */
  proposal(id: string): Promise<ProposalAnswer>;
  /** Takes the short name of a session, or the id of a request that it made. */
  timeline(id: string): Promise<readonly TimelineLine[]>;
  protectedReads(): Promise<ProtectedReads>;
  judgeRead(read: ExtensionRead): Promise<ReadAnswer>;
}

/** Talks to the guard process. */
export interface GuardClient extends Requests {
  readonly life: Life;
  readonly onLife: vscode.Event<Life>;
  readonly onIncident: vscode.Event<Incident>;
  readonly onChanged: vscode.Event<void>;
  readonly onHiddenText: vscode.Event<HiddenText>;
  readonly onSwitchedOff: vscode.Event<readonly SwitchedOff[]>;
  readonly log: vscode.LogOutputChannel;
  start(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
  noteEditorEdit(edit: EditorEdit): void;
  notePostureRepaired(repairs: PostureRepaired['repairs']): void;
  dispose(): void;
}

type Ask = <T>(method: string, params?: unknown) => Promise<T>;

const requests = (ask: Ask): Requests => ({
  items: () => ask<readonly QuarantineItem[]>(listItemsMessage),
  itemText: params => ask<string>(itemTextMessage, params),
  settle: params => ask<SettleOutcome>(settleItemMessage, params),
  settleSwitch: params => ask<Outcome>(settleSwitchMessage, params),
  activity: limit => ask<Activity>(activityMessage, { limit } satisfies ActivityRequest),
  codeRules: () => ask<CodeRules>(codeRulesMessage),
  suppress: params => ask<Outcome>(suppressMessage, params),
  addToBaseline: params => ask<Outcome>(addToBaselineMessage, params),
  scanWorkspace: () => ask<WorkspaceScan>(scanWorkspaceMessage),
  oversight: () => ask<Oversight>(oversightMessage),
  oversee: params => ask<Outcome>(overseeMessage, params),
  postureKeys: () => ask<readonly string[]>(postureKeysMessage),
  posture: seen => ask<PostureReport>(postureMessage, seen),
  proposal: id => ask<ProposalAnswer>(proposalMessage, { id } satisfies ProposalRequest),
  timeline: id => ask<readonly TimelineLine[]>(timelineMessage, { id } satisfies TimelineRequest),
  protectedReads: () => ask<ProtectedReads>(protectedReadsMessage),
  judgeRead: read => ask<ReadAnswer>(judgeReadMessage, read),
});

interface LiveClient {
  readonly client: LanguageClient;
  stop(): Promise<void>;
}

/** Creates the client; `start` launches `dist/server.mjs`. */
export function createGuardClient(context: vscode.ExtensionContext): GuardClient {
  const log = vscode.window.createOutputChannel('Ringfence', { log: true });
  const lifeChanged = new vscode.EventEmitter<Life>();
  const incident = new vscode.EventEmitter<Incident>();
  const changed = new vscode.EventEmitter<void>();
  const hiddenText = new vscode.EventEmitter<HiddenText>();
  const switchedOff = new vscode.EventEmitter<readonly SwitchedOff[]>();
  let life: Life = { kind: 'starting' };

  const become = (next: Life): void => {
    life = next;
    lifeChanged.fire(next);
  };
  const supervisor = createSupervisor<LiveClient>({
    launch: died => launch(context, log, { died, state, incident, changed, hiddenText, switchedOff }),
    report: phase => report(phase),
    after,
    now: () => performance.now(),
  });
  const state = (next: GuardState): void => become({ kind: 'running', state: next });
  const report = (phase: Phase): void => {
    if (phase.kind === 'waiting') log.error(`The guard stopped: ${phase.reason}`);
    // The guard tells its own state right after it started; until then it is still starting.
    if (phase.kind !== 'running') become(phase);
    else changed.fire();
  };
  const live = (): LanguageClient => {
    const running = supervisor.current();
    if (running === undefined) throw new Error('The guard is not running. Run “Ringfence: Restart Guard”.');
    return running.client;
  };
  const request = async <T>(method: string, params?: unknown): Promise<T> =>
    live().sendRequest<T>(method, params);
  const notify = (method: string, params: unknown): void => {
    void supervisor
      .current()
      ?.client.sendNotification(method, params)
      .catch((error: unknown) => log.warn(`Could not tell the guard (${method}): ${String(error)}`));
  };
  const watching = onConfigurationChange(() => notify(configureMessage, readConfiguration()));

  return {
    get life() {
      return life;
    },
    onLife: lifeChanged.event,
    onIncident: incident.event,
    onChanged: changed.event,
    onHiddenText: hiddenText.event,
    onSwitchedOff: switchedOff.event,
    log,
    start: supervisor.start,
    restart: supervisor.restart,
    stop: supervisor.stop,
    ...requests(request),
    noteEditorEdit: edit => notify(editorEditMessage, edit),
    notePostureRepaired: repairs => notify(postureRepairedMessage, { repairs } satisfies PostureRepaired),
    dispose: () => {
      for (const each of [watching, lifeChanged, incident, changed, hiddenText, switchedOff, log])
        each.dispose();
    },
  };
}

interface Listeners {
  readonly died: (reason: string) => void;
  readonly state: (state: GuardState) => void;
  readonly incident: vscode.EventEmitter<Incident>;
  readonly changed: vscode.EventEmitter<void>;
  readonly hiddenText: vscode.EventEmitter<HiddenText>;
  readonly switchedOff: vscode.EventEmitter<readonly SwitchedOff[]>;
}

async function launch(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  { died, state, incident, changed, hiddenText, switchedOff }: Listeners,
): Promise<LiveClient> {
  // The language client is most of our code; loading it here keeps activation short.
  const { createLanguageClient, stopLanguageClient } = await import('./client.ts');
  const client = createLanguageClient(context, log, died);
  client.onNotification(guardStateMessage, (next: GuardState) => state(next));
  client.onNotification(incidentMessage, (next: Incident) => incident.fire(next));
  client.onNotification(changedMessage, () => changed.fire());
  client.onNotification(hiddenTextMessage, (next: HiddenText) => hiddenText.fire(next));
  client.onNotification(switchedOffMessage, (next: readonly SwitchedOff[]) => switchedOff.fire(next));
  await client.start();
  return { client, stop: () => stopLanguageClient(client, log) };
}
