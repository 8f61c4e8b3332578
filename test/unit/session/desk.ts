/** Approvals of a new user, as a guard works with them and as a person decides. */
import { expect } from 'vitest';
import type { LedgerBody } from '../../../common/ledger.ts';
import type { GrantScope } from '../../../common/session.ts';
import { approvalFiles } from '../../../server/guard/sessionParts.ts';
import { allow, createApprovals } from '../../../server/session/approvals.ts';
import { newUser } from './stories.ts';

/** Opens approvals at the time 1,000,000; `asksItself` says whether the agent has a dialog of its own. */
export function desk(asksItself = false) {
  const folders = newUser();
  const files = approvalFiles(folders);
  const clock = { time: 1_000_000, now: () => clock.time };
  const recorded: LedgerBody[] = [];
  const failures: string[] = [];
  const approvals = createApprovals({
    ...files,
    clock,
    record: body => recorded.push(body),
    failed: stage => failures.push(stage),
    asksItself: () => asksItself,
  });
  const only = () => {
    const [request, ...more] = files.requests.list();
    expect(more).toEqual([]);
    if (request === undefined) throw new Error('nothing waits');
    return request;
  };
  const allowed = (scope: GrantScope) => allow(files, only(), scope, clock.time).grant;
  return { folders, files, clock, recorded, failures, approvals, only, allowed };
}
