/**
 * Messages between the extension and the guard server beyond plain LSP. One commented constant per message, one home
 * for its shapes. Must import nothing outside common/. docs/PROTOCOL.md describes them.
 */
import type { LedgerEntry } from './ledger.ts';
import type {
  ApprovalRequest,
  Grant,
  GrantScope,
  Proposal,
  SessionLabel,
  SessionRecord,
  StopState,
} from './session.ts';
import type { QuarantineItem } from './quarantine.ts';
import type { Repair } from './posture.ts';
import type { Problem } from './result.ts';
import type { Profile } from './settings.ts';

/** Notification, server → client: the state that the status bar shows, sent at start and on every change. */
export const guardStateMessage = 'ringfence/state';
/** Tells how the guard fares. */
export interface GuardState {
  readonly status: 'starting' | 'guarding' | 'degraded' | 'stopped';
  /** One sentence; says what to do when degraded. */
  readonly detail: string;
  readonly held: number;
  /** Risky settings that were already there when the folder was opened. */
  readonly atRest: number;
  /** Which rules are in force; absent while the guard starts. */
  readonly rules?: RulesState;
}

/** Sums up the layers that are in force for the window's folders. */
export interface RulesState {
  /** The strictest of the editor's setting, floor, user and workspace. */
  readonly level: Profile;
  readonly floor: {
    readonly status: 'none' | 'in force' | 'last good' | 'expired' | 'missing';
    readonly source?: string;
    readonly name?: string;
    readonly serial?: number;
    readonly signer?: string;
    readonly expires?: string;
  };
  /** From the most trusted to the least; without the built-in one. */
  readonly layers: readonly {
    readonly layer: 'floor' | 'user' | 'workspace';
    readonly folder: string;
    readonly policies: number;
    readonly problems: number;
  }[];
  readonly onUnavailable: 'default' | 'deny';
  readonly problems: readonly Problem[];
}

/** Notification, server → client: something was held back; several changes of one burst come as one incident. */
export const incidentMessage = 'ringfence/incident';
/** Groups the items that one incident is about, newest last; never empty. */
export interface Incident {
  readonly items: readonly QuarantineItem[];
}

/** Notification, server → client: the list of items or of activity changed; views refresh. */
export const changedMessage = 'ringfence/changed';

/** Request, client → server: lists items, newest first. Answer: QuarantineItem[]. */
export const listItemsMessage = 'ringfence/items';

/** Request, client → server: settles an item. Answer: SettleOutcome. */
export const settleItemMessage = 'ringfence/settle';
/** Says what to do with an item; `keys` limits an approval to some of its keys. */
export interface SettleRequest {
  readonly id: string;
  readonly action: 'approve' | 'keep' | 'discard';
  readonly keys?: readonly (readonly (string | number)[])[];
}
/** Says whether an item was settled, and if not, why and what to do. */
export type SettleOutcome =
  { readonly ok: true; readonly item: QuarantineItem } | { readonly ok: false; readonly message: string };

/** Request, client → server: the text of one side of an item, for the diff editor. Answer: string. */
export const itemTextMessage = 'ringfence/itemText';
/** Names an item and a side of it. */
export interface ItemTextRequest {
  readonly id: string;
  readonly side: 'attempted' | 'restored';
}

/** Request, client → server: the newest ledger entries, newest first. Answer: LedgerEntry[]. */
export const activityMessage = 'ringfence/activity';
/** Limits an activity list. */
export interface ActivityRequest {
  readonly limit: number;
}
/** Is the answer to an activity request. */
export type Activity = readonly LedgerEntry[];

/** Notification, client → server: a protected file was edited in an editor, with the signature that VS Code shows. */
export const editorEditMessage = 'ringfence/editorEdit';
/** Describes an editor edit; `typing` is likely a person, never certainly one (facts: `executeCommand('type')`). */
export interface EditorEdit {
  readonly path: string;
  readonly signature: 'typing' | 'undo' | 'program';
  readonly ts: number;
}

/** Notification, client → server: workspace folders and settings that the guard works with changed. */
export const configureMessage = 'ringfence/configure';
/** Is sent at start (as initializationOptions) and on change. */
export interface Configure {
  readonly roots: readonly string[];
  /** Absolute path of the opened `.code-workspace` file, when there is one. */
  readonly workspaceFile?: string;
  /** The raw `ringfence` settings section; user and policy values only, since a workspace may not loosen it. */
  readonly settings: unknown;
  readonly trusted: boolean;
}

/** Request, client → server: the rules that look for insecure code. Answer: CodeRules. */
export const codeRulesMessage = 'ringfence/codeRules';
/** Lists the rules in force, where they come from, and what does not run. */
export interface CodeRules {
  readonly enabled: boolean;
  /** Bundled packs, those that are off included. */
  readonly packs: readonly { readonly name: string; readonly rules: number; readonly on: boolean }[];
  /** Rule files of the user and of the workspace. */
  readonly files: readonly CodeRuleFile[];
  /** Rule files and folders of the workspace that wait for its trust. */
  readonly untrusted: readonly string[];
  /** Rules that the user's settings turn off. */
  readonly disabled: readonly string[];
  /** Rules that kept exceeding their budget and no longer run. */
  readonly setAside: readonly { readonly ruleId: string; readonly reason: string }[];
  readonly problems: readonly Problem[];
}
/** Describes a rule file. */
export interface CodeRuleFile {
  readonly path: string;
  readonly from: 'user' | 'workspace';
  readonly rules: readonly string[];
  readonly skipped: readonly { readonly id: string; readonly reason: string; readonly line?: number }[];
}

/** Request, client → server: writes a comment that suppresses a finding. Answer: Outcome. */
export const suppressMessage = 'ringfence/suppress';
/** Names a finding of an open document, and why it is to be ignored. */
export interface SuppressRequest {
  readonly uri: string;
  readonly ruleId: string;
  /** Line of the finding, from 1. */
  readonly line: number;
  readonly reason: string;
}

/** Request, client → server: adds a finding to the baseline of its workspace folder. Answer: Outcome. */
export const addToBaselineMessage = 'ringfence/addToBaseline';
/** Names a finding of an open document. */
export type BaselineRequest = Omit<SuppressRequest, 'reason'>;

/** Says whether something was done, and if not, why and what to do. */
export type Outcome = { readonly ok: true } | { readonly ok: false; readonly message: string };

/** Notification, server → client: which characters of an open document nobody sees; an empty list takes all marks back. */
export const hiddenTextMessage = 'ringfence/hiddenText';
/** Lists the rows of hidden characters of one version of a document. */
export interface HiddenText {
  readonly uri: string;
  readonly version: number;
  readonly spans: readonly HiddenSpan[];
}
/** Is a row of hidden characters; places count from 0, as editors do. */
export interface HiddenSpan {
  readonly start: Place;
  readonly end: Place;
  /** What to write beside them. */
  readonly label: string;
  /** Which characters they are. */
  readonly names: string;
  /** What they spell, where they spell something. */
  readonly spelt?: string;
}
/** Is a place in a text, counted from 0. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

/** Request, client → server: scans the code of every workspace folder, with progress. Answer: WorkspaceScan. */
export const scanWorkspaceMessage = 'ringfence/scanWorkspace';
/** Sums up a scan of the workspace. */
export interface WorkspaceScan {
  readonly files: number;
  readonly findings: number;
  /** Files in which something was found. */
  readonly affected: number;
  readonly skipped: number;
  readonly cancelled: boolean;
}

/** Request, client → server: what waits for a person, what a person allowed, labelled sessions, the emergency stop. */
export const oversightMessage = 'ringfence/oversight';
/** Is everything about agents that a person may decide, newest first; a change is told by `ringfence/changed`. */
export interface Oversight {
  readonly requests: readonly ApprovalRequest[];
  readonly grants: readonly Grant[];
  readonly sessions: readonly SessionRecord[];
  /** Absent while agents may work. */
  readonly stopped?: StopState;
}

/** Request, client → server: decides about agents. Answer: Outcome. */
export const overseeMessage = 'ringfence/oversee';
/** Is what a person decided: about a request, a grant, a session's labels, or all agents. */
export type OverseeRequest =
  | { readonly action: 'allow'; readonly id: string; readonly scope: GrantScope }
  | { readonly action: 'deny' | 'revoke'; readonly id: string }
  | { readonly action: 'clear'; readonly id: string; readonly label?: SessionLabel }
  | { readonly action: 'stop' | 'release' };

/** Request, client → server: which settings a comparison with the profile wants to know. Answer: string[]. */
export const postureKeysMessage = 'ringfence/postureKeys';

/** Request, client → server: compares what the editor tells of its settings. Answer: PostureReport. */
export const postureMessage = 'ringfence/posture';

/** Notification, client → server: a person had these repairs made. */
export const postureRepairedMessage = 'ringfence/postureRepaired';
/** Names what was repaired. */
export interface PostureRepaired {
  readonly repairs: readonly Pick<Repair, 'key' | 'layer' | 'folder'>[];
}

/** Request, client → server: what a session did, oldest first. Answer: TimelineLine[]. */
export const timelineMessage = 'ringfence/timeline';
/** Names a session by its short name, or by the id of a request that waits in it. */
export interface TimelineRequest {
  readonly id: string;
}

/** Request, client → server: which files the read shield protects in the extension host. Answer: ProtectedReads. */
export const protectedReadsMessage = 'ringfence/protectedReads';
/** Lists protected files as expressions over lower-case paths with `/`, for a decision that cannot wait. */
export interface ProtectedReads {
  /** False while nothing is enforced: reads go on and are recorded. */
  readonly enforce: boolean;
  /** The rules, each with what it leaves alone, as expressions over whole paths. */
  readonly rules: readonly { readonly id: string; readonly except: readonly string[] }[];
  /** Expressions over the file's name; `rule` is an index into `rules`. */
  readonly names: readonly { readonly rule: number; readonly source: string }[];
  /** Expressions over the whole path; a path without the segment cannot match. */
  readonly paths: readonly { readonly rule: number; readonly source: string; readonly segment?: string }[];
}

/** Request, client → server: judges a read of a protected file in the extension host. Answer: ReadAnswer. */
export const judgeReadMessage = 'ringfence/judgeRead';
/** Describes a read in the extension host. */
export interface ExtensionRead {
  /** Canonical path. */
  readonly path: string;
  /** Id of the extension that reads, as far as the stack tells; '' when it does not. */
  readonly reader: string;
  /** The function that was called, such as `fs.readFile`. */
  readonly form: string;
  /** True when the read could only be seen: it has happened. */
  readonly seen: boolean;
}
/** Says whether a read may go on. */
export interface ReadAnswer {
  readonly allowed: boolean;
  /** True when a person has allowed this one read only. */
  readonly once?: boolean;
}

/** Request, client → server: what a request that waits would write, secrets masked. Answer: ProposalAnswer. */
export const proposalMessage = 'ringfence/proposal';
/** Names a request. */
export interface ProposalRequest {
  readonly id: string;
}
/** Is what it would write; null when it writes nothing, or was decided meanwhile. */
export type ProposalAnswer = Proposal | null;

/** Notification, server → client: settings that switch agents' hooks off were there when a folder was opened. */
export const switchedOffMessage = 'ringfence/switchedOff';
/** Is such a setting, and whose hooks it switches off. */
export interface SwitchedOff {
  /** Absolute path of the file. */
  readonly path: string;
  readonly root: string;
  /** Counted from 1. */
  readonly line: number;
  readonly key: string;
  readonly rule: string;
  readonly agents: readonly string[];
}

/** Request, client → server: undoes such settings of a file, or keeps the file until it changes. Answer: Outcome. */
export const settleSwitchMessage = 'ringfence/settleSwitch';
/** Names the file and what a person decided. */
export interface SettleSwitch {
  readonly path: string;
  readonly rule: string;
  readonly action: 'undo' | 'keep';
}
