/**
 * Ledger entries: the tamper-evident record of what was decided. One entry is one line of JSON; each holds the
 * SHA-256 of the line before it. Secrets never enter. Must import nothing outside common/.
 */
import type { EventKind, Origin, Phase } from './event.ts';
import type { RiskClass, Severity } from './finding.ts';
import type { SettingLayer } from './posture.ts';
import type { GrantScope, SessionLabel } from './session.ts';
import type { Profile } from './settings.ts';
import type { VerdictKind } from './verdict.ts';

/** Records what one finding was, without any content. */
export interface LedgerFinding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly risks: readonly RiskClass[];
  readonly path: string;
  /** The signed team floor excuses it; policy did not act on it. */
  readonly waived?: true;
}

/** Says what an approved file holds, so that it is known again in a repository; never made of a file with a secret. */
export interface LedgerContent {
  /** Path from the workspace root with `/`, or absolute outside it. */
  readonly path: string;
  /** Lower-case hex SHA-256 of the text in UTF-8, with line feeds and without a mark; absent when the file is removed. */
  readonly sha256?: string;
}

/** Describes what happened, before it is chained. */
export type LedgerBody =
  | {
      readonly type: 'verdict';
      readonly eventId: string;
      readonly agent: string;
      readonly surface: string;
      readonly sessionId: string;
      readonly phase: Phase;
      readonly kind: EventKind;
      readonly origin: Origin;
      readonly paths: readonly string[];
      readonly verdict: VerdictKind;
      readonly policies: readonly string[];
      readonly findings: readonly LedgerFinding[];
      readonly itemId?: string;
      readonly ms: number;
    }
  | {
      readonly type: 'item';
      readonly itemId: string;
      readonly path: string;
      /** `expired`: decided long ago, and removed from the quarantine. */
      readonly action: 'held' | 'approved' | 'kept' | 'discarded' | 'reapplied' | 'recovered' | 'expired';
      readonly by: 'user' | 'policy' | 'guard';
      readonly keys: readonly string[];
      /** What stands at the path once a person approved the change, as in `LedgerContent`. */
      readonly sha256?: string;
    }
  | {
      readonly type: 'session';
      readonly agent: string;
      readonly sessionId: string;
      readonly action: 'labelled' | 'cleared';
      readonly label: SessionLabel;
      readonly by: 'guard' | 'user';
      /** Event that gave the label; '' when a person cleared it. */
      readonly eventId: string;
    }
  | {
      readonly type: 'approval';
      readonly requestId: string;
      readonly agent: string;
      readonly sessionId: string;
      /** `expired`: nobody decided in time, or with a scope: the time of what a person allowed is over. */
      readonly action: 'requested' | 'allowed' | 'denied' | 'expired' | 'used' | 'revoked';
      /** For how long it was allowed; absent for a request, a refusal, or a request that expired. */
      readonly scope?: GrantScope;
      readonly policies: readonly string[];
      /** Milliseconds from the request to a person's decision. */
      readonly waited?: number;
      readonly kind?: EventKind;
      /** What was wanted, without any value: programs, options, kinds of arguments, paths of the workspace. */
      readonly shape?: string;
      readonly rules?: readonly string[];
      /** What is written with the approval, where it is used. */
      readonly contents?: readonly LedgerContent[];
    }
  | {
      readonly type: 'stop';
      readonly action: 'engaged' | 'released';
      readonly by: string;
    }
  | {
      readonly type: 'posture';
      /** A setting became looser than the profile expects; it holds again; a person had it put right. */
      readonly action: 'drifted' | 'ended' | 'repaired';
      readonly key: string;
      readonly layer: SettingLayer | 'policy';
      /** Absolute path of the file that sets it; '' for settings of the user and policies. */
      readonly path: string;
      readonly level: Profile;
      readonly severity: Severity;
    }
  | {
      readonly type: 'guard';
      readonly action: 'started' | 'configured' | 'stopped' | 'degraded' | 'recovered';
      readonly detail: string;
      /** The level in force from here on, where the guard starts or is configured anew. */
      readonly level?: Profile;
    };

/** Is one chained entry: sequence number from 1, time, hash of the previous line, body. */
export interface LedgerEntry {
  readonly v: 1;
  readonly seq: number;
  readonly ts: number;
  /** Lower-case hex SHA-256 of the previous line's bytes without its line feed; 64 zeros for the first. */
  readonly prev: string;
  readonly body: LedgerBody;
}
