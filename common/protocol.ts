/**
 * Messages between the extension and the guard server beyond plain LSP. One commented constant per message, one home
 * for its shapes. Must import nothing outside common/. docs/PROTOCOL.md describes them.
 */
import type { LedgerEntry } from './ledger.ts';
import type { QuarantineItem } from './quarantine.ts';

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
