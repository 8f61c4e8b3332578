/** What leaves the machine: one record for each ledger line, and one now and then that says where all chains stand. */
import type { Head, LedgerLine } from '../ledger/line.ts';

/** Is one line of the ledger with its place. */
export interface LineRecord {
  readonly kind: 'line';
  /** Is equal whenever the line is sent again, so that a receiver can tell a copy: `SEGMENT:SEQ`. */
  readonly uid: string;
  readonly segment: string;
  /** Lower-case hex SHA-256 of the line. */
  readonly hash: string;
  readonly line: LedgerLine;
}

/** Says where all chains stand, and what retention removed. */
export interface HeadsRecord {
  readonly kind: 'heads';
  readonly uid: string;
  readonly ts: number;
  readonly heads: readonly Head[];
  readonly removed: readonly Head[];
}

/** Says that a chain is no longer what was sent of it. */
export interface BrokenRecord {
  readonly kind: 'broken';
  readonly uid: string;
  readonly ts: number;
  /** Is the last line of the chain as it was sent. */
  readonly sent: Head;
  readonly detail: string;
}

/** Is what a transport sends. */
export type ExportRecord = LineRecord | HeadsRecord | BrokenRecord;

/** Names a line of a segment. */
export const lineUid = (segment: string, seq: number): string => `${segment}:${seq}`;

/** Says where records come from. */
export interface Source {
  readonly version: string;
  readonly host: string;
  /** Name of the user whose ledger it is; masked where paths are. */
  readonly user: string;
  readonly platform: NodeJS.Platform;
}
