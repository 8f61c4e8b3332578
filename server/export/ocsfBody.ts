/** Says of each kind of ledger entry what it is as a finding. Pure. */
import type { EventKind } from '../../common/event.ts';
import { severities, type Severity } from '../../common/finding.ts';
import type { LedgerBody } from '../../common/ledger.ts';
import { sessionLabels } from '../../common/session.ts';
import type { VerdictKind } from '../../common/verdict.ts';
import type { LedgerLine } from '../ledger/line.ts';
import type { JsonObject } from './ocsf.ts';
import {
  severityIds,
  type ActionId,
  type ActivityId,
  type DispositionId,
  type SeverityId,
  type StatusId,
} from './ocsfTerms.ts';

/** Is what a kind of entry contributes to an event. */
export interface BodyPart {
  readonly type: string;
  readonly title: string;
  readonly desc?: string;
  readonly types: readonly string[];
  /** Is the same for all events about one thing; the event's own id when left out. */
  readonly findingUid?: string;
  readonly activity: ActivityId;
  readonly severity: SeverityId;
  readonly status: StatusId;
  readonly alert: boolean;
  readonly action: ActionId;
  readonly disposition: DispositionId;
  readonly dispositionName?: string;
  readonly agent?: string;
  readonly session?: string;
  readonly surface?: string;
  readonly kind?: EventKind;
  readonly eventId?: string;
  readonly files: readonly string[];
  readonly rules: readonly string[];
  readonly policies: readonly string[];
  readonly signature?: { readonly key: string; readonly value: string };
  /** Stands under `unmapped.ringfence`. */
  readonly extra: JsonObject;
}

type Of<T extends LedgerLine['body']['type']> = Extract<LedgerLine['body'], { type: T }>;

/** Returns what an entry is as a finding. */
export function bodyPart(body: LedgerLine['body']): BodyPart {
  switch (body.type) {
    case 'verdict':
      return verdictPart(body);
    case 'item':
      return itemPart(body);
    case 'approval':
      return approvalPart(body);
    case 'session':
      return sessionPart(body);
    case 'stop':
      return stopPart(body);
    case 'posture':
      return posturePart(body);
    case 'guard':
      return guardPart(body);
    case 'opened':
    case 'checkpoint':
      return headPart(body);
  }
}

const outcomes: Readonly<
  Record<VerdictKind, Pick<BodyPart, 'action' | 'disposition' | 'dispositionName' | 'title'>>
> = {
  pass: { action: 1, disposition: 1, title: 'Allowed' },
  redact: { action: 1, disposition: 11, title: 'Let pass without its risky part' },
  ask: { action: 0, disposition: 99, dispositionName: 'Asked', title: 'Held until a person decides' },
  quarantine: { action: 2, disposition: 3, title: 'Held in quarantine' },
  deny: { action: 2, disposition: 2, title: 'Refused' },
};

function verdictPart(body: Of<'verdict'>): BodyPart {
  const { title, ...outcome } = outcomes[body.verdict];
  // What the team waived weighs nothing: policy did not act on it.
  const counted = body.findings.filter(({ waived }) => waived !== true);
  const worst = counted.reduce<Severity | undefined>(
    (most, { severity }) => stronger(most, severity),
    undefined,
  );
  const interferes = body.verdict !== 'pass' && body.verdict !== 'redact';
  const risks = [...new Set(body.findings.flatMap(finding => finding.risks))];
  return {
    ...outcome,
    type: 'verdict',
    title: `${title}: ${body.kind}`,
    types: risks.length === 0 ? [body.kind] : risks,
    activity: 1,
    severity: worst === undefined ? (interferes ? 3 : 1) : severityIds[worst],
    status: statusOf(body, counted.length < body.findings.length && counted.length === 0),
    alert: interferes,
    agent: body.agent,
    session: body.sessionId,
    surface: body.surface,
    kind: body.kind,
    eventId: body.eventId,
    files: body.paths,
    rules: [...new Set(body.findings.map(finding => finding.ruleId))],
    policies: body.policies,
    extra: {
      type: 'verdict',
      verdict: body.verdict,
      kind: body.kind,
      phase: body.phase,
      origin: body.origin,
      surface: body.surface,
      ms: body.ms,
      risks,
      policies: [...body.policies],
      findings: body.findings.map(({ ruleId, severity, path, risks: own, waived }) => ({
        ruleId,
        severity,
        path,
        risks: [...own],
        ...(waived === true ? { waived } : {}),
      })),
      ...(body.itemId === undefined ? {} : { itemId: body.itemId }),
    },
  };
}

/** A person has still to look at what waits; what passes since all of it was waived is suppressed. */
function statusOf({ verdict }: Pick<Of<'verdict'>, 'verdict'>, onlyWaived: boolean): StatusId {
  if (verdict === 'ask' || verdict === 'quarantine') return 1;
  return onlyWaived && verdict === 'pass' ? 3 : 4;
}

const stronger = (a: Severity | undefined, b: Severity): Severity =>
  a === undefined || severities.indexOf(b) > severities.indexOf(a) ? b : a;

const nothing = { files: [], rules: [], policies: [] } as const;

type Ending = Pick<BodyPart, 'activity' | 'action' | 'disposition' | 'status' | 'title'>;

const itemEndings: Readonly<Record<Of<'item'>['action'], Ending>> = {
  held: { activity: 1, action: 2, disposition: 3, status: 1, title: 'A change was held back' },
  approved: { activity: 3, action: 1, disposition: 8, status: 4, title: 'A held change was approved' },
  kept: { activity: 3, action: 2, disposition: 11, status: 4, title: 'The restored file was kept' },
  discarded: { activity: 3, action: 2, disposition: 5, status: 4, title: 'A held change was discarded' },
  reapplied: {
    activity: 3,
    action: 1,
    disposition: 1,
    status: 4,
    title: 'A change was allowed and put back',
  },
  recovered: { activity: 2, action: 2, disposition: 9, status: 1, title: 'A held change was found again' },
  expired: {
    activity: 2,
    action: 2,
    disposition: 5,
    status: 4,
    title: 'A decided change was removed from quarantine',
  },
};

const itemPart = (body: Of<'item'>): BodyPart => ({
  ...nothing,
  ...itemEndings[body.action],
  type: 'item',
  types: ['quarantine'],
  findingUid: `item:${body.itemId}`,
  severity: body.action === 'held' ? 4 : 1,
  alert: body.action === 'held',
  files: [body.path],
  extra: { type: 'item', action: body.action, by: body.by, itemId: body.itemId, keys: [...body.keys] },
});

const approvalEndings: Readonly<
  Record<Of<'approval'>['action'], Ending & Pick<BodyPart, 'dispositionName'>>
> = {
  requested: {
    activity: 1,
    action: 0,
    disposition: 99,
    dispositionName: 'Asked',
    status: 2,
    title: 'An agent asks for approval',
  },
  allowed: { activity: 3, action: 1, disposition: 8, status: 4, title: 'A person allowed it' },
  denied: { activity: 3, action: 2, disposition: 2, status: 4, title: 'A person refused it' },
  expired: { activity: 3, action: 2, disposition: 2, status: 4, title: 'Nobody decided in time' },
  used: { activity: 2, action: 1, disposition: 1, status: 4, title: 'An approval was used' },
  revoked: { activity: 3, action: 2, disposition: 24, status: 4, title: 'An approval was taken back' },
};

const lapse: Ending = { activity: 3, action: 2, disposition: 24, status: 4, title: 'An approval ran out' };

const approvalPart = (body: Of<'approval'>): BodyPart => ({
  ...nothing,
  ...(body.action === 'expired' && body.scope !== undefined ? lapse : approvalEndings[body.action]),
  type: 'approval',
  types: ['approval'],
  findingUid: `approval:${body.requestId}`,
  severity: body.action === 'requested' ? 3 : 1,
  alert: body.action === 'requested',
  agent: body.agent,
  session: body.sessionId,
  policies: body.policies,
  extra: {
    type: 'approval',
    action: body.action,
    requestId: body.requestId,
    policies: [...body.policies],
    ...(body.scope === undefined ? {} : { scope: body.scope }),
    ...(body.waited === undefined ? {} : { waited: body.waited }),
  },
});

const sessionPart = (body: Of<'session'>): BodyPart => ({
  ...nothing,
  type: 'session',
  title:
    body.action === 'labelled'
      ? `A session ${sessionLabels[body.label]}`
      : 'A label of a session was cleared',
  types: ['session'],
  findingUid: `session:${body.sessionId}:${body.label}`,
  activity: body.action === 'labelled' ? 1 : 3,
  severity: body.action === 'labelled' ? 2 : 1,
  status: 4,
  alert: false,
  action: 1,
  disposition: 17,
  agent: body.agent,
  session: body.sessionId,
  ...(body.eventId === '' ? {} : { eventId: body.eventId }),
  extra: { type: 'session', action: body.action, label: body.label, by: body.by },
});

const stopPart = (body: Of<'stop'>): BodyPart => ({
  ...nothing,
  type: 'stop',
  title: body.action === 'engaged' ? 'The emergency stop was engaged' : 'The emergency stop was released',
  types: ['emergency-stop'],
  activity: body.action === 'engaged' ? 1 : 3,
  severity: body.action === 'engaged' ? 4 : 1,
  status: body.action === 'engaged' ? 1 : 4,
  alert: body.action === 'engaged',
  action: body.action === 'engaged' ? 2 : 1,
  disposition: body.action === 'engaged' ? 2 : 1,
  extra: { type: 'stop', action: body.action, by: body.by },
});

/** Of a setting, its key and its file say everything; a value is never recorded. */
const posturePart = (body: Of<'posture'>): BodyPart => ({
  ...nothing,
  type: 'posture',
  title: `A setting ${body.action === 'drifted' ? 'became looser than the profile' : `was ${body.action}`}: ${body.key}`,
  types: ['posture'],
  activity: body.action === 'drifted' ? 1 : 3,
  severity: body.action === 'drifted' ? severityIds[body.severity] : 1,
  status: body.action === 'drifted' ? 1 : 4,
  alert: body.action === 'drifted',
  action: 1,
  disposition: body.action === 'repaired' ? 11 : 17,
  files: body.path === '' ? [] : [body.path],
  extra: { type: 'posture', action: body.action, key: body.key, layer: body.layer, level: body.level },
});

const guardPart = (body: Extract<LedgerBody, { type: 'guard' }>): BodyPart => ({
  ...nothing,
  type: 'guard',
  title: `The guard: ${body.action}`,
  desc: body.detail,
  types: ['guard'],
  activity: body.action === 'degraded' || body.action === 'started' ? 1 : 3,
  severity: body.action === 'degraded' ? 4 : 1,
  status: body.action === 'degraded' ? 1 : 4,
  alert: body.action === 'degraded',
  action: 1,
  disposition: 17,
  extra: {
    type: 'guard',
    action: body.action,
    ...(body.level === undefined ? {} : { level: body.level }),
  },
});

const headPart = (body: Of<'opened'> | Of<'checkpoint'>): BodyPart => ({
  ...nothing,
  type: body.type,
  title: body.type === 'opened' ? 'A guard began to write the ledger' : 'A signed head of the ledger',
  types: ['chain-head'],
  activity: 1,
  severity: 1,
  status: 4,
  alert: false,
  action: 1,
  disposition: 17,
  ...(body.type === 'checkpoint' ? { signature: { key: body.key, value: body.signature } } : {}),
  extra:
    body.type === 'opened'
      ? { type: 'opened', heads: body.heads.map(head => ({ ...head })) }
      : { type: 'checkpoint', final: body.final },
});
