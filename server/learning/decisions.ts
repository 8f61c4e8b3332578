/** Reads what people decided of agents' requests out of a ledger. Pure. */
import type { EventKind } from '../../common/event.ts';
import type { LedgerEntry } from '../../common/ledger.ts';
import type { GrantScope } from '../../common/session.ts';

/** Is one decision of a person. */
export interface Decision {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly ts: number;
  readonly agent: string;
  readonly sessionId: string;
  readonly allowed: boolean;
  readonly kind: EventKind;
  /** What was wanted, without any value. */
  readonly shape: string;
  readonly rules: readonly string[];
  readonly policies: readonly string[];
  readonly scope?: GrantScope;
  readonly waited?: number;
}

/** Returns the decision that an entry records: 'unknown' for one of a version that did not tell what was wanted. */
export function decisionIn({ ts, body }: LedgerEntry): Decision | 'unknown' | undefined {
  if (body.type !== 'approval' || (body.action !== 'allowed' && body.action !== 'denied')) return undefined;
  const { kind, shape, rules = [], policies, scope, waited, requestId, agent, sessionId, action } = body;
  if (kind === undefined || shape === undefined) return 'unknown';
  return {
    id: requestId,
    ts,
    agent,
    sessionId,
    allowed: action === 'allowed',
    kind,
    shape,
    rules,
    policies,
    ...(scope === undefined ? {} : { scope }),
    ...(waited === undefined ? {} : { waited }),
  };
}
