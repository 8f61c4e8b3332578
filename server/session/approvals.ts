/**
 * Approvals: what policy leaves to a person becomes a request, and what a person allowed lets the retry pass. Requests
 * and grants are files that guards, editor and command line share.
 */
import { randomBytes } from 'node:crypto';
import type { GuardEvent } from '../../common/event.ts';
import type { LedgerBody } from '../../common/ledger.ts';
import type { ApprovalRequest, Grant, GrantScope, Proposal } from '../../common/session.ts';
import type { PolicyCitation, Verdict } from '../../common/verdict.ts';
import type { Approvals, Observation } from '../pipeline/types.ts';
import { textDigest } from '../platform/textDigest.ts';
import type { Clock } from '../ports/clock.ts';
import { fingerprintsOf, type Fingerprints } from './fingerprint.ts';
import type { Pass } from './parseState.ts';
import { endPasses, leavePass, takePass } from './passes.ts';
import { proposalOf } from './proposal.ts';
import { scriptsOf } from './scripts.ts';
import { contentsOf, shapeOf } from './shape.ts';
import type { StateFiles } from './stateFiles.ts';
import { readStop } from './stop.ts';
import { subjectOf } from './subject.ts';

/** Holds what approvals are kept in. */
export interface ApprovalFiles {
  readonly requests: StateFiles<ApprovalRequest>;
  readonly grants: StateFiles<Grant>;
  readonly passes: StateFiles<Pass>;
  readonly proposals: StateFiles<Proposal>;
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
/** A person who has so many questions of one session to answer needs no more of them. */
const mostOfSession = 20;
/** Guards of one machine read the same clock; a grant from further ahead was made before it was set back. */
const clockSlack = 60_000;

/** Creates the place where people's decisions come in. */
export function createApprovals(options: ApprovalOptions): Approvals {
  return {
    stopped: () => readStop(options.stop),
    answer(observation, verdict) {
      attempt(options, () => endPasses(options, observation.event));
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

function attempt({ failed }: ApprovalOptions, run: () => void): void {
  try {
    run();
  } catch (error) {
    failed('approval', error);
  }
}

/** Changes that have happened are settled in the quarantine; what comes in is not asked about twice. */
const canBeAsked = ({ phase, surface, origin }: GuardEvent): boolean =>
  phase === 'pre' &&
  ((origin === 'agent' && (surface === 'hook' || surface === 'mcp')) ||
    (origin === 'extension' && surface === 'extension-host'));

function answered(options: ApprovalOptions, observation: Observation, verdict: Verdict): Verdict {
  const { findings } = verdict;
  const { event } = observation;
  const bound = verdict.policies.map(boundTo);
  if (takePass(options, event, bound)) return answeredBefore(verdict);
  const names = fingerprintsOf(observation, { findings, scripts: scriptsOf(observation.paths) });
  const now = options.clock.now();
  for (const grant of grantsInForce(options, now, options.record)) {
    if (!allows(grant, event, names, bound) || !isTimely(grant, now)) continue;
    // Taken before it is used: two attempts at once, in two guards, must not both pass on one approval.
    if (grant.scope === 'once' && !options.grants.take(grant.id)) continue;
    leavePass(options, event, grant.bound, 'approved');
    return granted(options, grant, observation, verdict);
  }
  if (event.surface !== 'mcp' && options.asksItself(event.agent)) {
    leavePass(options, event, bound, 'asked');
    return verdict;
  }
  const id = requestFor(options, observation, verdict, names);
  const how =
    id === undefined
      ? 'So many questions of this session wait for the user that this one was not put: stop, and wait for the user.'
      : `The user can allow it in VS Code (Ringfence, Approvals) or with "ringfence approvals allow ${id}"; then try exactly the same again.`;
  return { ...verdict, reason: `${verdict.reason} ${how}` };
}

/** Returns what has not expired; what has, goes, and of all guards that look at once the one that takes it tells. */
function inForce<T extends { readonly id: string; readonly expires: number }>(
  files: StateFiles<T>,
  now: number,
  gone: (each: T) => void = () => undefined,
): readonly T[] {
  const all = files.list();
  for (const each of all.filter(({ expires }) => expires <= now)) if (files.take(each.id)) gone(each);
  return all.filter(({ expires }) => expires > now);
}

type Tell = ApprovalOptions['record'];

/** Returns the requests that wait; what nobody decided in time counts as denied, and its content goes with it. */
function waitingRequests(
  { requests, proposals }: ApprovalFiles,
  now: number,
  record: Tell,
): readonly ApprovalRequest[] {
  return inForce(requests, now, request => {
    proposals.remove(request.id);
    record(entryOf(request, 'expired'));
  });
}

const grantsInForce = ({ grants }: ApprovalFiles, now: number, record: Tell): readonly Grant[] =>
  inForce(grants, now, grant => record(grantEntry(grant, 'expired')));

/** Removes what has expired, and tells of requests and approvals that did. */
export function sweepApprovals(files: ApprovalFiles, now: number, record: Tell): void {
  waitingRequests(files, now, record);
  grantsInForce(files, now, record);
  inForce(files.passes, now);
  // Of a release that wrote them in another form.
  files.passes.prune(now - requestMs);
  // Whose request was lost on the way.
  files.proposals.prune(now - lifetimes.session);
}

/** Names what a person's answer holds for: this policy, in these words. */
const boundTo = (policy: Pick<PolicyCitation, 'id' | 'principle' | 'digest'>): string =>
  `${policy.id} ${digestOf(policy)}`;

/** What is no policy of a file is named by its sentence. */
const digestOf = ({ digest, principle }: Pick<PolicyCitation, 'principle' | 'digest'>): string =>
  digest ?? textDigest(principle);

function allows(grant: Grant, event: GuardEvent, names: Fingerprints, bound: readonly string[]): boolean {
  if (grant.fingerprint !== (grant.scope === 'once' ? names.exact : names.alike)) return false;
  // An MCP wrapper names no session: its grants hold for its folder.
  if ((grant.scope === 'workspace' || grant.sessionId === '') && grant.cwd !== event.cwd) return false;
  if (grant.scope !== 'workspace' && grant.sessionId !== event.sessionId) return false;
  return grant.agent === event.agent && bound.every(each => grant.bound.includes(each));
}

/** No grant holds for longer than its kind, whatever its file says or the clock does. */
const isTimely = ({ ts, expires, scope }: Grant, now: number): boolean =>
  ts <= now + clockSlack && expires - ts <= lifetimes[scope];

function granted(
  { record }: ApprovalOptions,
  grant: Grant,
  observation: Observation,
  verdict: Verdict,
): Verdict {
  const contents = contentsOf(observation, verdict.findings);
  record({
    type: 'approval',
    requestId: grant.id,
    agent: grant.agent,
    sessionId: grant.sessionId,
    action: 'used',
    scope: grant.scope,
    policies: grant.policies,
    kind: grant.kind,
    shape: shapeOf(observation),
    ...(contents.length === 0 ? {} : { contents }),
  });
  return passed(verdict, `approval/${grant.scope}`, 'A person has allowed this.');
}

/** The hook of the same call has recorded it. */
const answeredBefore = (verdict: Verdict): Verdict =>
  passed(verdict, 'approval/same-call', 'A person has been asked about this call when its hook saw it.');

const passed = (verdict: Verdict, id: string, principle: string): Verdict => ({
  ...verdict,
  verdict: 'pass',
  reason: `Ringfence has no objection. ${principle}`,
  policies: [{ id, effect: 'pass', principle }],
});

/**
 * Returns the id of the request, undefined when too many of the session wait. An attempt at the same thing counts up
 * the one that waits.
 */
function requestFor(
  options: ApprovalOptions,
  observation: Observation,
  verdict: Verdict,
  names: Fingerprints,
): string | undefined {
  const { requests, proposals, clock, record } = options;
  const { event } = observation;
  const now = clock.now();
  const waiting = waitingRequests(options, now, record);
  const own = waiting.filter(each => each.agent === event.agent && each.sessionId === event.sessionId);
  const same = own.find(({ exact }) => exact === names.exact);
  if (same !== undefined) {
    requests.write(same.id, { ...same, expires: now + requestMs, attempts: same.attempts + 1 });
    return same.id;
  }
  if (own.length >= mostOfSession) return undefined;
  if (waiting.length >= mostRequests) throw new Error('too many requests wait for an approval');
  const request = newRequest(observation, verdict, names, now);
  const proposal = proposalOf(observation, verdict.findings);
  if (proposal === undefined) requests.write(request.id, request);
  else {
    proposals.write(request.id, { v: 1, id: request.id, ...proposal });
    requests.write(request.id, { ...request, changes: proposal.files.length });
  }
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
    shape: shapeOf(observation),
    reason: verdict.reason,
    policies: verdict.policies.map(policy => ({
      id: policy.id,
      principle: policy.principle,
      digest: digestOf(policy),
    })),
    rules: [...new Set(verdict.findings.map(({ ruleId }) => ruleId))].slice(0, 50),
    labels: [...new Set((session?.labels ?? []).map(({ label }) => label))],
    attempts: 1,
    ...names,
  };
}

/** Allows what a request asks for; returns the grant. */
export function allow(
  { grants, requests, proposals }: Pick<ApprovalFiles, 'grants' | 'requests' | 'proposals'>,
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
    bound: request.policies.map(boundTo),
    fingerprint: scope === 'once' ? request.exact : request.alike,
  };
  grants.write(id, grant);
  for (const files of [requests, proposals]) files.remove(id);
  return { grant, entry: { ...entryOf(request, 'allowed'), scope, waited: now - request.ts } };
}

/** Denies a request; the agent has been refused already. */
export function deny(
  { requests, proposals }: Pick<ApprovalFiles, 'requests' | 'proposals'>,
  request: ApprovalRequest,
  now: number,
): LedgerBody {
  for (const files of [requests, proposals]) files.remove(request.id);
  return { ...entryOf(request, 'denied'), waited: now - request.ts };
}

/** Takes a grant back. */
export function revoke({ grants }: ApprovalFiles, grant: Grant): LedgerBody {
  grants.remove(grant.id);
  return grantEntry(grant, 'revoked');
}

type ApprovalEntry = Extract<LedgerBody, { type: 'approval' }>;

const grantEntry = (
  { id, agent, sessionId, scope, policies }: Grant,
  action: ApprovalEntry['action'],
): ApprovalEntry => ({ type: 'approval', requestId: id, agent, sessionId, action, scope, policies });

const entryOf = (
  { id, agent, sessionId, kind, shape, rules, policies }: ApprovalRequest,
  action: ApprovalEntry['action'],
): ApprovalEntry => ({
  type: 'approval',
  requestId: id,
  agent,
  sessionId,
  action,
  policies: policies.map(policy => policy.id),
  kind,
  ...(shape === undefined ? {} : { shape }),
  rules,
});
