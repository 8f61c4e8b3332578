/**
 * Words a verdict for agents and people: what, why, and a safe next step. Quotes no attacker text: only class names,
 * key names and paths, shortened and stripped of everything that could carry an order. Pure.
 */
import type { GuardEvent } from '../../common/event.ts';
import { compareSeverity, riskClasses, risksOf, type Finding, type RiskClass } from '../../common/finding.ts';
import { stricter, type PolicyCitation, type VerdictKind } from '../../common/verdict.ts';
import type { Decision } from '../pipeline/types.ts';
import type { Policy } from './policy.ts';
import { showCode, showKey, showPath, showSentence } from './show.ts';

/** Words a decision; the answer is never empty. */
export type Reason = (event: GuardEvent, decision: Decision, findings: readonly Finding[]) => string;

const leads: Readonly<Record<VerdictKind, string>> = {
  pass: 'Ringfence has no objection',
  redact: 'Masked by Ringfence',
  ask: 'Ringfence asks a person',
  quarantine: 'Held back by Ringfence',
  deny: 'Denied by Ringfence',
};

/** Says what each verdict would have been, for the profile that only records. */
const hypothetical: Readonly<Record<VerdictKind, string>> = {
  pass: `${leads.pass}.`,
  redact: 'Recorded only: other profiles would have masked this.',
  ask: 'Recorded only: other profiles would have asked a person.',
  quarantine: 'Recorded only: other profiles would have held this back.',
  deny: 'Recorded only: other profiles would have denied this.',
};

/** Creates the wording for a set of policies, whose advice and tags it uses. */
export function createReason(policies: readonly Policy[]): Reason {
  const byId = new Map(policies.map(policy => [policy.id, policy]));
  return (event, decision, findings) => {
    const [first] = decision.policies;
    if (first === undefined) return `${leads[decision.verdict]}.`;
    const demanded = decision.policies.reduce<VerdictKind>(
      (kind, each) => stricter(kind, each.effect),
      'pass',
    );
    const lead = decision.verdict === 'pass' ? hypothetical[demanded] : `${leads[decision.verdict]}:`;
    const policy = byId.get(first.id);
    const why = `${withoutStop(first.principle)}${about(policy, findings.map(inRoot(event)))}.`;
    const advice = decision.verdict === 'pass' ? '' : adviceOf(first, policy);
    const flaws = first.id === 'agent/insecure-code' ? findings.filter(isInCode).map(inRoot(event)) : [];
    return [lead, why, ...flaws.slice(0, mostFlaws).map(describeFlaw), advice]
      .filter(part => part !== '')
      .join(' ');
  };
}

/** Shortens a finding's path to what people call it: the name within the workspace. */
const inRoot =
  (event: GuardEvent) =>
  (finding: Finding): Finding => {
    const path = finding.path.replaceAll('\\', '/');
    const roots = [...event.roots, event.cwd].map(
      root => `${root.replaceAll('\\', '/').replace(/\/+$/, '')}/`,
    );
    const root = roots.find(each => path.startsWith(each));
    return root === undefined ? finding : { ...finding, path: path.slice(root.length) };
  };

/** Rules on code have a dot in their name, all others a slash. */
const isInCode = ({ ruleId, severity }: Finding): boolean =>
  ruleId.includes('.') && !ruleId.includes('/') && compareSeverity(severity, 'high') >= 0;

const mostFlaws = 3;

/** Tells where a flaw is, what is wrong and, where the rule knows, what to write instead. */
function describeFlaw({ path, start, message, fix }: Finding): string {
  const instead =
    fix === undefined || /[\r\n]/u.test(fix.text) ? '' : ` Instead, write: ${showCode(fix.text)}`;
  return `Line ${start.line} of "${showPath(path)}": ${showSentence(message)}${instead}`;
}

const withoutStop = (sentence: string): string => sentence.replace(/[.!]$/, '');

const adviceOf = (citation: PolicyCitation, policy: Policy | undefined): string => {
  if (policy !== undefined && policy.advice !== '') return policy.advice;
  return citation.effect === 'ask' ? 'Wait for the answer.' : 'Ask the user how to go on.';
};

/** Names the most severe finding that the policy is about; a policy without classes is about any, and names no harm. */
function about(policy: Policy | undefined, findings: readonly Finding[]): string {
  const tags = policy?.tags ?? [];
  const enforceable = findings
    .filter(finding => compareSeverity(finding.severity, 'medium') >= 0)
    .map(finding => ({
      finding,
      risks: risksOf(finding).filter(risk => tags.includes(risk)),
    }))
    .filter(each => tags.length === 0 || each.risks.length > 0)
    .toSorted((a, b) => compareSeverity(b.finding.severity, a.finding.severity));
  const [strongest] = enforceable;
  if (strongest === undefined) return '';
  const more = new Set(enforceable.map(each => place(each.finding))).size - 1;
  const named = subject(strongest.finding, strongest.risks);
  return named === '' ? '' : ` (${named}${more > 0 ? `, and ${more} more` : ''})`;
}

const place = (finding: Finding): string => `${finding.path}\n${JSON.stringify(finding.keyPath ?? [])}`;

function subject(finding: Finding, risks: readonly RiskClass[]): string {
  const file = finding.path === '' ? '' : `"${showPath(finding.path)}"`;
  const key =
    finding.keyPath === undefined || finding.keyPath.length === 0 ? '' : `"${showKey(finding.keyPath)}"`;
  const what = [key, file].filter(part => part !== '').join(' in ');
  const [risk] = risks;
  return what === '' || risk === undefined ? what : `${what}: ${riskClasses[risk]}`;
}
