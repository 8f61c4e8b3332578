/** Messages between the sentinel thread and the guard server. Plain data: they cross a thread. */
import type { Finding } from '../../common/finding.ts';
import type { Outcome, SettleOutcome } from '../../common/protocol.ts';
import type { Problem } from '../../common/result.ts';
import type { Profile } from '../../common/settings.ts';
import type { StoredItem } from '../quarantine/item.ts';

/** Is a protected file with risky content that was there before the guard. */
export interface AtRest {
  readonly path: string;
  readonly findings: readonly Finding[];
}

/** Is what the sentinel tells. */
export type SentinelEvent =
  /** A risky change was stored and taken back; `repeated` when it only raised the count of a known item. */
  | { readonly type: 'held'; readonly item: StoredItem; readonly repeated: boolean }
  /** A harmless change became the known-good content. */
  | {
      readonly type: 'changed';
      readonly path: string;
      readonly root: string;
      readonly findings: readonly Finding[];
    }
  /** A risky change was left in place, since the profile only observes. */
  | {
      readonly type: 'observed';
      readonly path: string;
      readonly root: string;
      readonly findings: readonly Finding[];
    }
  /** Every protected file of a root was looked at; lists the ones with risky content that nobody approved. */
  | {
      readonly type: 'atRest';
      readonly root: string;
      readonly firstSight: boolean;
      readonly files: readonly AtRest[];
    }
  /** Guarding is weakened; `key` names the same trouble in a later `recovered`. */
  | { readonly type: 'problem'; readonly key: string; readonly problem: Problem }
  | { readonly type: 'recovered'; readonly key: string }
  /** All roots of the last configuration are guarded. */
  | { readonly type: 'ready'; readonly roots: readonly string[] }
  | { readonly type: 'answer'; readonly seq: number; readonly outcome: SettleOutcome }
  | { readonly type: 'written'; readonly seq: number; readonly outcome: Outcome };

/** Is what the sentinel guards. */
export interface SentinelScope {
  readonly roots: readonly string[];
  /** Absolute path of the opened `.code-workspace` file, which may lie outside every root. */
  readonly workspaceFile?: string;
  readonly profile: Profile;
}

/** Names what to do with an item; `reapply` is an approval by policy, and never overwrites a later change. */
export type SettleAction = 'approve' | 'reapply' | 'keep' | 'discard';

/** Is what the sentinel is told. */
export type SentinelCommand =
  | { readonly type: 'configure'; readonly scope: SentinelScope }
  | {
      readonly type: 'settle';
      readonly seq: number;
      readonly action: SettleAction;
      readonly id: string;
      readonly keys?: readonly (readonly (string | number)[])[];
    }
  /**
   * Decides about what was already there: `undo` stores the file and takes back what the rules find in it, `keep` makes
   * it known-good as it is, until it changes.
   */
  | {
      readonly type: 'rest';
      readonly seq: number;
      readonly path: string;
      readonly action: 'undo' | 'keep';
      readonly rules: readonly string[];
    }
  /** Writes a protected file on behalf of a person who asked for it. */
  | { readonly type: 'write'; readonly seq: number; readonly path: string; readonly text: string }
  | { readonly type: 'stop' };

/** Is what the thread is started with. */
export interface SentinelStart {
  readonly scope: SentinelScope;
  readonly quarantine: string;
  readonly snapshots: string;
}
