/**
 * Approvals: what policy leaves to a person becomes a request, and what a person allowed lets the retry pass. Requests
 * and grants are files that guards, editor and command line share.
 */
import { randomBytes } from 'node:crypto';
import type { GuardEvent } from '../../common/event.ts';
import type { LedgerBody } from '../../common/ledger.ts';
import type { ApprovalRequest, Grant, GrantScope } from '../../common/session.ts';
import type { Verdict } from '../../common/verdict.ts';
import type { Approvals, Observation } from '../pipeline/types.ts';
import type { Clock } from '../ports/clock.ts';
import { fingerprintsOf, type Fingerprints } from './fingerprint.ts';
import type { StateFiles } from './stateFiles.ts';
import { readStop } from './stop.ts';
import { subjectOf } from './subject.ts';

/** Holds what approvals are kept in. */
export interface ApprovalFiles {
  readonly requests: StateFiles<ApprovalRequest>;
  readonly grants: StateFiles<Grant>;
  /** File of the emergency stop. */
  readonly stop: string;
}

/** Says what approvals are made with. */
export interface ApprovalOptions extends ApprovalFiles {
  readonly clock: Pick<Clock, 'now'>;
  readonly record: (body: LedgerBody) => void;
  readonly failed: (stage: string, error: unknown) => void;
  /** Tells whether the agent itself asks the person, so that no request is needed. */
  readonly asksItself: (agent: string) => boolean;
}

/** A person who is away for longer is asked again by the next attempt. */
const requestMs = 15 * 60_000;
const lifetimes: Readonly<Record<GrantScope, number>> = {
  once: 15 * 60_000,
  session: 24 * 3_600_000,
  workspace: 30 * 24 * 3_600_000,
};
const mostRequests = 200;

/** Creates the place where people's decisions come in. */
export function createApprovals(options: ApprovalOptions): Approvals {
  return {
    stopped: () => readStop(options.stop),
    answer(observation, verdict) {
      if (verdict.verdict !== 'ask' || !canBeAsked(observation.event)) return verdict;
      try {
        return answered(options, observation, verdict);
      } catch (error) {
        // Without its file a request cannot be answered, so the question stays what it is.
        options.failed('approval', error);
        return verdict;
      }
    },
  };
}

/** Changes that have happened are settled in the quarantine; what comes in is not asked about twice. */
const canBeAsked = ({ phase, surface, origin }: GuardEvent): boolean =>
  phase === 'pre' && origin === 'agent' && (surface === 'hook' || surface === 'mcp');

function answered(options: ApprovalOptions, observation: Observation, verdict: Verdict): Verdict {
  const names = fingerprintsOf(observation);
  const now = options.clock.now();
  const grant = options.grants
    .list()
    .find(each => each.expires > now && allows(each, observation.event, names, verdict));
  if (grant !== undefined) return granted(options, grant, verdict);
  if (options.asksItself(observation.event.agent)) return verdict;
  const id = requestFor(options, observation, verdict, names);
  return {
    ...verdict,
    reason: `${verdict.reason} The user can allow it in VS Code (Ringfence, Approvals) or with "ringfence approvals allow ${id}"; then try exactly the same again.`,
  };
}

function allows(grant: Grant, event: GuardEvent, names: Fingerprints, { policies }: Verdict): boolean {
  if (grant.fingerprint !== (grant.scope === 'once' ? names.exact : names.alike)) return false;
  if (grant.scope === 'workspace' ? grant.cwd !== event.cwd : grant.sessionId !== event.sessionId)
    return false;
  return grant.agent === event.agent && policies.every(({ id }) => grant.policies.includes(id));
}

function granted({ grants, record }: ApprovalOptions, grant: Grant, verdict: Verdict): Verdict {
  // Removed before it is used: two attempts at once must not both pass on one approval.
  if (grant.scope === 'once') grants.remove(grant.id);
  record({
    type: 'approval',
    requestId: grant.id,
    agent: grant.agent,
    sessionId: grant.sessionId,
    action: 'used',
    scope: grant.scope,
    policies: grant.policies,
  });
  const principle = 'A person has allowed this.';
  return {
    ...verdict,
    verdict: 'pass',
    reason: `Ringfence has no objection. ${principle}`,
    policies: [{ id: `approval/${grant.scope}`, effect: 'pass', principle }],
  };
}

/** Returns the id of the request; an attempt at the same thing counts up the one that waits. */
function requestFor(
  options: ApprovalOptions,
  observation: Observation,
  verdict: Verdict,
  names: Fingerprints,
): string {
  const { requests, clock, record } = options;
  const { event } = observation;
  const now = clock.now();
  const all = requests.list();
  for (const old of all.filter(({ expires }) => expires <= now)) requests.remove(old.id);
  const waiting = all.filter(({ expires }) => expires > now);
  const same = waiting.find(({ exact, agent, sessionId }) =>
    [exact === names.exact, agent === event.agent, sessionId === event.sessionId].every(Boolean),
  );
  if (same !== undefined) {
    requests.write(same.id, { ...same, expires: now + requestMs, attempts: same.attempts + 1 });
    return same.id;
  }
  if (waiting.length >= mostRequests) throw new Error('too many requests wait for an approval');
  const request = newRequest(observation, verdict, names, now);
  requests.write(request.id, request);
  record(entryOf(request, 'requested'));
  return request.id;
}

function newRequest(
  observation: Observation,
  verdict: Verdict,
  names: Fingerprints,
  now: number,
): ApprovalRequest {
  const { event, session } = observation;
  return {
    v: 1,
    id: randomBytes(4).toString('hex'),
    ts: now,
    expires: now + requestMs,
    agent: event.agent,
    sessionId: event.sessionId,
    cwd: event.cwd,
    kind: event.kind,
    subject: subjectOf(observation, verdict.findings),
    reason: verdict.reason,
    policies: verdict.policies.map(({ id, principle }) => ({ id, principle })),
    rules: [...new Set(verdict.findings.map(({ ruleId }) => ruleId))].slice(0, 50),
    labels: [...new Set((session?.labels ?? []).map(({ label }) => label))],
    attempts: 1,
    ...names,
  };
}

/** Allows what a request asks for; returns the grant. */
export function allow(
  { grants, requests }: ApprovalFiles,
  request: ApprovalRequest,
  scope: GrantScope,
  now: number,
): { readonly grant: Grant; readonly entry: LedgerBody } {
  const { v, id, agent, sessionId, cwd, kind, subject } = request;
  const grant: Grant = {
    ...{ v, id, agent, sessionId, cwd, kind, subject, scope },
    ts: now,
    expires: now + lifetimes[scope],
    policies: request.policies.map(policy => policy.id),
    fingerprint: scope === 'once' ? request.exact : request.alike,
  };
  grants.write(id, grant);
  requests.remove(id);
  return { grant, entry: { ...entryOf(request, 'allowed'), scope, waited: now - request.ts } };
}

/** Denies a request; the agent has been refused already. */
export function deny({ requests }: ApprovalFiles, request: ApprovalRequest, now: number): LedgerBody {
  requests.remove(request.id);
  return { ...entryOf(request, 'denied'), waited: now - request.ts };
}

/** Takes a grant back. */
export function revoke({ grants }: ApprovalFiles, grant: Grant): LedgerBody {
  grants.remove(grant.id);
  const { id, agent, sessionId, scope, policies } = grant;
  return { type: 'approval', requestId: id, agent, sessionId, action: 'revoked', scope, policies };
}

type ApprovalEntry = Extract<LedgerBody, { type: 'approval' }>;

const entryOf = (
  { id, agent, sessionId, policies }: ApprovalRequest,
  action: ApprovalEntry['action'],
): ApprovalEntry => ({
  type: 'approval',
  requestId: id,
  agent,
  sessionId,
  action,
  policies: policies.map(policy => policy.id),
});
