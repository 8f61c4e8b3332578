/** One entry of every kind that the ledger holds, and the record of one. */
import type { LedgerBody } from '../../../common/ledger.ts';
import { verdictKinds } from '../../../common/verdict.ts';
import type { LineRecord } from '../../../server/export/record.ts';
import type { LedgerLine } from '../../../server/ledger/line.ts';
import { verdict } from '../ledger/stories.ts';

const who = { agent: 'codex', sessionId: 's' } as const;

/** Lists entries of every kind and action. */
export const everyBody: readonly LedgerBody[] = [
  ...verdictKinds.map(kind => verdict(`e-${kind}`, kind)),
  ...(['held', 'approved', 'kept', 'discarded', 'reapplied', 'recovered', 'expired'] as const).map(
    action => ({
      type: 'item' as const,
      itemId: 'i',
      path: '/srv/app/.vscode/settings.json',
      action,
      by: 'user' as const,
      keys: ['chat.tools.autoApprove'],
    }),
  ),
  ...(['labelled', 'cleared'] as const).map(action => ({
    type: 'session' as const,
    ...who,
    action,
    label: 'untrusted' as const,
    by: 'guard' as const,
    eventId: action === 'labelled' ? 'e' : '',
  })),
  ...(['requested', 'allowed', 'denied', 'expired', 'used', 'revoked'] as const).map(action => ({
    type: 'approval' as const,
    requestId: 'a1b2c3d4',
    ...who,
    action,
    policies: ['agent/oversight'],
    ...(action === 'allowed' ? { scope: 'once' as const, waited: 4200 } : {}),
  })),
  ...(['engaged', 'released'] as const).map(action => ({ type: 'stop' as const, action, by: 'user' })),
  ...(['drifted', 'ended', 'repaired'] as const).map(action => ({
    type: 'posture' as const,
    action,
    key: 'chat.tools.autoApprove',
    layer: 'workspace' as const,
    path: '/srv/app/.vscode/settings.json',
    level: 'balanced' as const,
    severity: 'high' as const,
  })),
  ...(['started', 'stopped', 'degraded', 'recovered'] as const).map(action => ({
    type: 'guard' as const,
    action,
    detail: 'roots: 1',
  })),
];

/** Returns the record of an entry. */
export const recordOf = (body: LedgerLine['body']): LineRecord => ({
  kind: 'line',
  uid: '20261101T000000000Z-00000001:7',
  segment: '20261101T000000000Z-00000001',
  hash: 'f'.repeat(64),
  line: { v: 1, seq: 7, ts: 1_793_000_000_000.4, prev: 'e'.repeat(64), body },
});
