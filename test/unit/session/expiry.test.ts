import { describe, expect, it } from 'vitest';
import type { LedgerBody } from '../../../common/ledger.ts';
import { createOverseer } from '../../../server/guard/oversight.ts';
import { approvalFiles } from '../../../server/guard/sessionParts.ts';
import { sweepApprovals, type ApprovalFiles } from '../../../server/session/approvals.ts';
import { desk } from './desk.ts';
import { observation, verdict } from './stories.ts';

const ask = verdict('ask');
const actions = (bodies: readonly LedgerBody[]) => bodies.map(body => 'action' in body && body.action);

/** One request and one approval, both of which have just expired. */
function expired() {
  const opened = desk();
  const { approvals, allowed, only, clock, files } = opened;
  approvals.answer(observation({ command: 'make a' }), ask);
  const grant = allowed('once');
  approvals.answer(observation({ command: 'make b' }), ask);
  const request = only();
  clock.time += 15 * 60_000;
  const told: LedgerBody[] = [];
  const sweep = (at: ApprovalFiles) => sweepApprovals(at, clock.time, body => told.push(body));
  return { ...opened, grant, request, told, sweep, files };
}

describe('what nobody decided, and what is over', () => {
  it('is told once each by the guard that removes it', () => {
    const { sweep, files, told, request, grant } = expired();
    sweep(files);
    sweep(files);
    expect(told).toMatchObject([
      { type: 'approval', action: 'expired', requestId: request.id },
      { type: 'approval', action: 'expired', requestId: grant.id, scope: 'once' },
    ]);
  });

  it('is told once by two guards that find it at the same moment', () => {
    const { folders, files, told, sweep } = expired();
    const [requests, grants] = [files.requests.list(), files.grants.list()];
    const other = approvalFiles(folders);
    sweep(files);
    sweep({
      ...other,
      requests: { ...other.requests, list: () => requests },
      grants: { ...other.grants, list: () => grants },
    });
    expect(actions(told)).toEqual(['expired', 'expired']);
  });

  it('is not told of a pass', () => {
    const { approvals, files, clock, recorded } = desk(true);
    const call = { kind: 'mcp.call', mcp: { server: 'a', tool: 'b', args: {} } } as const;
    approvals.answer(observation(call), ask);
    clock.time += 3_600_000;
    sweepApprovals(files, clock.time, body => recorded.push(body));
    expect(files.passes.list()).toEqual([]);
    expect(recorded).toEqual([]);
  });

  it('is no longer there for an approval that was used, taken back or denied in time', () => {
    const { approvals, files, clock, only, allowed, recorded } = desk();
    const run = (command: string) => approvals.answer(observation({ command }), ask);
    run('make a');
    allowed('once');
    run('make a');
    run('make b');
    files.requests.remove(only().id);
    clock.time += 3_600_000;
    sweepApprovals(files, clock.time, body => recorded.push(body));
    expect(actions(recorded)).toEqual(['requested', 'used', 'requested']);
  });
});

describe('a decision', () => {
  /** Two places where a person decides; the second has still seen what the first one has just settled. */
  const places = () => {
    const opened = desk();
    opened.approvals.answer(observation(), ask);
    const told: LedgerBody[] = [];
    const record = (body: LedgerBody) => Promise.resolve(void told.push(body));
    const overseer = createOverseer({ folders: opened.folders, clock: opened.clock, record, by: 'user' });
    return { ...opened, told, overseer };
  };

  it.each(['allow', 'deny'] as const)('to %s counts once, of two at the same time', async action => {
    const { overseer, only, told, files } = places();
    const { id } = only();
    const decide = () => overseer.decide(action === 'allow' ? { action, id, scope: 'once' } : { action, id });
    const outcomes = await Promise.all([decide(), decide()]);
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false]);
    expect(told).toHaveLength(1);
    expect(files.requests.list()).toEqual([]);
  });

  it('to take an approval back is told once', async () => {
    const { overseer, allowed, told } = places();
    const { id } = allowed('session');
    const outcomes = [
      await overseer.decide({ action: 'revoke', id }),
      await overseer.decide({ action: 'revoke', id }),
    ];
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false]);
    expect(actions(told)).toEqual(['revoked']);
  });

  it('that comes too late is none', async () => {
    const { overseer, only, told, clock, files } = places();
    const { id } = only();
    clock.time += 15 * 60_000;
    expect(await overseer.decide({ action: 'allow', id, scope: 'once' })).toMatchObject({ ok: false });
    expect(files.grants.list()).toEqual([]);
    expect(told).toEqual([]);
  });
});
