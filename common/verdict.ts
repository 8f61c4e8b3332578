/**
 * Verdicts: how an event ends, whoever saw it. There is no `allow`: no opinion is `pass`.
 * Must import nothing outside common/.
 */
import type { Finding } from './finding.ts';

/** Lists verdicts from weakest to strictest. */
export const verdictKinds = ['pass', 'redact', 'ask', 'quarantine', 'deny'] as const;
/** Names what happens to an event; `pass` means that Ringfence has no opinion. */
export type VerdictKind = (typeof verdictKinds)[number];

/** Cites a policy that determined a verdict. */
export interface PolicyCitation {
  readonly id: string;
  readonly effect: VerdictKind;
  /** One sentence that a person understands. */
  readonly principle: string;
  /** SHA-256 of the policy's text: what a person answered holds for this text only. Absent for what is no policy. */
  readonly digest?: string;
}

/** Says how an event ends, and why. */
export interface Verdict {
  readonly verdict: VerdictKind;
  /** Never empty, never quotes attacker text: goes to the agent and to people. */
  readonly reason: string;
  readonly policies: readonly PolicyCitation[];
  readonly findings: readonly Finding[];
}

/** Returns the stricter of two verdict kinds. */
export const stricter = (a: VerdictKind, b: VerdictKind): VerdictKind =>
  verdictKinds.indexOf(a) >= verdictKinds.indexOf(b) ? a : b;
