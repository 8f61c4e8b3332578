/** Clears labels of a session because a person said so. */
import type { LedgerBody } from '../../common/ledger.ts';
import type { SessionLabel, SessionRecord } from '../../common/session.ts';
import type { StateFiles } from './stateFiles.ts';

/** Takes one label, or all, from a session; returns what to record. The session's counts start anew. */
export function clearLabels(
  files: StateFiles<SessionRecord>,
  record: SessionRecord,
  label: SessionLabel | undefined,
  now: number,
): readonly LedgerBody[] {
  const gone = record.labels.filter(mark => label === undefined || mark.label === label);
  if (gone.length === 0) return [];
  files.write(record.id, {
    ...record,
    ts: now,
    labels: record.labels.filter(mark => !gone.includes(mark)),
  });
  return gone.map(mark => ({
    type: 'session',
    agent: record.agent,
    sessionId: record.sessionId,
    action: 'cleared',
    label: mark.label,
    by: 'user',
    eventId: '',
  }));
}
