/**
 * Quarantine items: what was attempted, what was restored, who and why. Bytes stay on disk in the store;
 * this is the description that views and commands use. Must import nothing outside common/.
 */
import type { Finding } from './finding.ts';
import type { Origin } from './event.ts';
import type { PolicyCitation } from './verdict.ts';

/** Lists the states of an item. `held`: restored on disk, waiting for a person. */
export const itemStates = ['held', 'approved', 'kept', 'discarded'] as const;
/** Names where an item stands: waiting, approved (whole or in part), kept restored, or discarded. */
export type ItemState = (typeof itemStates)[number];

/** Describes one key of a configuration file that a change touched. */
export interface KeyChange {
  readonly keyPath: readonly (string | number)[];
  readonly kind: 'added' | 'changed' | 'removed';
  /** True when the restore took this key back; false when the harmless change stayed. */
  readonly restored: boolean;
  /** JSON text of the value before and after, masked where secret; absent when there was none. */
  readonly before?: string;
  readonly after?: string;
}

/** Describes a change that was held back. */
export interface QuarantineItem {
  readonly id: string;
  /** Absolute path of the file. */
  readonly path: string;
  readonly root: string;
  /** Milliseconds since the epoch. */
  readonly ts: number;
  readonly state: ItemState;
  readonly origin: Origin;
  readonly agent: string;
  /** True when the attempt, or what was restored, was that there be no file. */
  readonly attemptedAbsent: boolean;
  readonly restoredAbsent: boolean;
  readonly keys: readonly KeyChange[];
  readonly findings: readonly Finding[];
  readonly policies: readonly PolicyCitation[];
  readonly reason: string;
}
