/** Is what the gate tells: one list of checks, each with what it found. Types and the little that all formats share. */
import type { Finding } from '../../common/finding.ts';

/** Lists the checks in the order in which they are told, with their names for people. */
export const checkTitles = {
  policy: 'Team policy',
  approvals: 'Approvals of agents’ changes',
  configuration: 'Configuration',
  secrets: 'Secrets',
  injection: 'Hidden and foreign orders',
  packages: 'Packages',
  code: 'Code',
} as const;
/** Names a check. */
export type CheckId = keyof typeof checkTitles;

/** Is what one check came to. */
export interface Check {
  readonly id: CheckId;
  /** `unchecked` when nothing could be said, and nothing required it. */
  readonly state: 'passed' | 'failed' | 'unchecked';
  /** One sentence. */
  readonly detail: string;
  readonly findings: readonly Finding[];
  /** Is what a signed waiver excuses: it is named, and holds nothing back. */
  readonly waived?: readonly Finding[];
}

/** Is the whole answer of the gate. */
export interface GateReport {
  readonly version: string;
  /** Milliseconds since the epoch, and how long it took. */
  readonly ts: number;
  readonly ms: number;
  readonly base: string;
  readonly head: string;
  /** How the base was chosen. */
  readonly chosen: string;
  readonly files: number;
  readonly checks: readonly Check[];
  /** Findings that a comment in the change excuses. */
  readonly suppressed: readonly Finding[];
  readonly notes: readonly string[];
  readonly errors: readonly { readonly path: string; readonly message: string }[];
}

/** Lists every finding of a report that is not excused. */
export const findingsOf = ({ checks }: GateReport): readonly Finding[] =>
  checks.flatMap(({ findings }) => findings);

/** Lists what signed waivers excuse. */
export const waivedOf = ({ checks }: GateReport): readonly Finding[] =>
  checks.flatMap(({ waived = [] }) => waived);

/** Tells whether the gate is closed. */
export const isClosed = ({ checks }: GateReport): boolean => checks.some(({ state }) => state === 'failed');

/** Counts things: `1 finding`, `2 findings`. */
export const counted = (count: number, thing: string): string =>
  `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`;
