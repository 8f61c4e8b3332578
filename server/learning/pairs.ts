/** Turns decisions of people into preference pairs, for teams that align their own agents. Pure. */
import { sessionName } from '../session/fingerprint.ts';
import type { Decision } from './decisions.ts';

/** Is the version of the form; it grows with every change that a reader could stumble over. */
export const pairVersion = 1;

/** Is one line of the export: docs/learning.md. Holds no value of a command, no content, no name of a session. */
export interface PreferencePair {
  readonly version: typeof pairVersion;
  readonly id: string;
  /** ISO 8601. */
  readonly time: string;
  readonly agent: string;
  /** Tells sessions apart without naming them. */
  readonly session: string;
  readonly context: {
    readonly kind: string;
    readonly shape: string;
    readonly findings: readonly { readonly rule: string; readonly title: string }[];
    readonly principles: readonly { readonly policy: string; readonly principle: string }[];
  };
  readonly chosen: 'allowed' | 'denied';
  readonly rejected: 'allowed' | 'denied';
  readonly scope?: string;
  readonly waitedMs?: number;
}

/** Knows what rules and policies say of themselves; '' for those that are not loaded. */
export interface Titles {
  readonly ruleTitle: (id: string) => string;
  readonly principle: (id: string) => string;
}

/** Returns the pair of a decision; `redactPaths` leaves the names of files out. */
export function pairOf(decision: Decision, titles: Titles, redactPaths: boolean): PreferencePair {
  const { id, ts, agent, sessionId, kind, shape, rules, policies, allowed, scope, waited } = decision;
  return {
    version: pairVersion,
    id,
    time: new Date(ts).toISOString(),
    agent,
    session: sessionName(agent, sessionId),
    context: {
      kind,
      shape: redactPaths ? withoutPaths(shape) : shape,
      findings: rules.map(rule => ({ rule, title: titles.ruleTitle(rule) })),
      principles: policies.map(policy => ({ policy, principle: titles.principle(policy) })),
    },
    chosen: allowed ? 'allowed' : 'denied',
    rejected: allowed ? 'denied' : 'allowed',
    ...(scope === undefined ? {} : { scope }),
    ...(waited === undefined ? {} : { waitedMs: waited }),
  };
}

/** Leaves of a list of files only what is done to them. */
const withoutPaths = (shape: string): string =>
  shape.replaceAll(/\b(read|search|write|delete|execute|link) [^,]+/gu, '$1 PATH');
