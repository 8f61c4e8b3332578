/** Terms of OCSF 1.8.0 with their numbers, as far as the mapping uses them. Pure. */
import type { Severity } from '../../common/finding.ts';

/** Names the activities of a finding. */
export const activities = { 1: 'Create', 2: 'Update', 3: 'Close' } as const;
/** Names what a control did; 0 where a person has still to decide. */
export const actions = { 0: 'Unknown', 1: 'Allowed', 2: 'Denied' } as const;
/** Names the states of a finding. */
export const statuses = { 1: 'New', 2: 'In Progress', 3: 'Suppressed', 4: 'Resolved' } as const;
/** Names the severities of an event. */
export const severityCaptions = {
  1: 'Informational',
  2: 'Low',
  3: 'Medium',
  4: 'High',
  5: 'Critical',
} as const;
/** Names what became of an attempt; 99 carries a name of its own. */
export const dispositions = {
  1: 'Allowed',
  2: 'Blocked',
  3: 'Quarantined',
  5: 'Deleted',
  8: 'Approved',
  9: 'Restored',
  11: 'Corrected',
  17: 'Logged',
  24: 'Access Revoked',
  99: 'Other',
} as const;

/** Is the number of an activity. */
export type ActivityId = keyof typeof activities;
/** Is the number of an action. */
export type ActionId = keyof typeof actions;
/** Is the number of a finding's state. */
export type StatusId = keyof typeof statuses;
/** Is the number of a severity. */
export type SeverityId = keyof typeof severityCaptions;
/** Is the number of a disposition. */
export type DispositionId = keyof typeof dispositions;

/** Holds the number of each of our severities. */
export const severityIds: Readonly<Record<Severity, SeverityId>> = {
  info: 1,
  low: 2,
  medium: 3,
  high: 4,
  critical: 5,
};

/** Returns a function that names a rule or policy as an analytic; policies are rules to OCSF as well. */
export const analytic =
  (category: 'Rule' | 'Policy') =>
  (
    uid: string,
  ): {
    readonly type_id: 1;
    readonly type: 'Rule';
    readonly category: string;
    readonly uid: string;
    readonly name: string;
  } => ({
    type_id: 1,
    type: 'Rule',
    category,
    uid,
    name: uid,
  });
