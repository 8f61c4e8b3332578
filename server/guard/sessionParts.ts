/** Puts sessions and approvals together over the user's state folder. */
import type { LedgerBody } from '../../common/ledger.ts';
import { adapterOf } from '../agents/index.ts';
import type { Approvals, Sessions } from '../pipeline/types.ts';
import type { Folders } from '../platform/folders.ts';
import { systemClock } from '../ports/clock.ts';
import { createApprovals, type ApprovalFiles } from '../session/approvals.ts';
import {
  parseGrant,
  parsePass,
  parseProposal,
  parseRequest,
  parseSessionRecord,
} from '../session/parseState.ts';
import { createSessions } from '../session/sessions.ts';
import { stateFiles, type StateFiles } from '../session/stateFiles.ts';
import type { SessionRecord } from '../../common/session.ts';

/** Says what the parts are made with. */
export interface SessionPartsOptions {
  readonly folders: Folders;
  readonly record: (body: LedgerBody) => Promise<void>;
  readonly failed: (stage: string, error: unknown) => void;
}

/** Opens the files of sessions. */
export const sessionFiles = (folders: Folders): StateFiles<SessionRecord> =>
  stateFiles(folders.sessions, parseSessionRecord);

/** Twenty files before and after, as they are written down. */
const largestProposal = 16 * 1024 * 1024;

/** Opens the files of approvals. */
export const approvalFiles = (folders: Folders): ApprovalFiles => ({
  requests: stateFiles(folders.approvals, parseRequest),
  grants: stateFiles(folders.grants, parseGrant),
  passes: stateFiles(folders.passes, parsePass),
  proposals: stateFiles(folders.proposals, parseProposal, largestProposal),
  stop: folders.stop,
});

/** Returns what the pipeline knows of sessions and of people's decisions. */
export function sessionParts({ folders, record, failed }: SessionPartsOptions): {
  readonly sessions: Sessions;
  readonly approvals: Approvals;
} {
  const asksItself = (agent: string): boolean => adapterOf(agent)?.failure.ask === 'native';
  const recording = (body: LedgerBody): void =>
    void record(body).catch((error: unknown) => failed('record', error));
  return {
    sessions: createSessions({
      files: sessionFiles(folders),
      clock: systemClock,
      record: recording,
      failed,
      asksItself,
    }),
    approvals: createApprovals({
      ...approvalFiles(folders),
      clock: systemClock,
      record: recording,
      failed,
      asksItself,
    }),
  };
}
