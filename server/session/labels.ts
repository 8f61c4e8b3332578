/** Says which labels a session gets from an event. Deterministic and pure: no model, no score. */
import { compareSeverity, risksOf, type Finding, type RiskClass } from '../../common/finding.ts';
import type { SessionLabel } from '../../common/session.ts';
import type { Verdict } from '../../common/verdict.ts';
import type { Observation, ObservedPath } from '../pipeline/types.ts';
import { isLocalHost, hostsOf, takesInFromNetwork } from '../detect/session/egress.ts';

/** Is a label with the path or host that was the reason, '' when there is none. */
export interface NewLabel {
  readonly label: SessionLabel;
  readonly source: string;
}

/** Returns the labels that follow from an event; what was kept from the agent leaves none but that of a runaway. */
export function labelsOf(observation: Observation, verdict: Verdict): readonly NewLabel[] {
  const { findings } = verdict;
  const runaway = findings.some(({ ruleId }) => ruleId === 'session/runaway')
    ? [{ label: 'runaway' as const, source: '' }]
    : [];
  if (isKeptAway(observation, verdict)) return runaway;
  return [
    ...runaway,
    ...fromFindings(observation, findings),
    ...fromOutside(observation).map(source => ({ label: 'untrusted' as const, source })),
  ];
}

/** A hook that speaks after a call comes too late for most agents: they have seen the result, whatever it says. */
const isKeptAway = ({ event }: Observation, { verdict }: Verdict): boolean =>
  verdict !== 'pass' && verdict !== 'ask' && (event.phase !== 'post' || event.surface === 'mcp');

const oversight: readonly RiskClass[] = [
  'AUTO',
  'EXEC-PATH',
  'EXEC-AUTO',
  'MCP',
  'HOOK',
  'INSTR',
  'SANDBOX',
  'VCS',
  'SELF',
];

function fromFindings(observation: Observation, findings: readonly Finding[]): readonly NewLabel[] {
  const weighty = findings.filter(({ severity }) => compareSeverity(severity, 'medium') >= 0);
  const having = (...risks: readonly RiskClass[]): readonly Finding[] =>
    weighty.filter(finding => risksOf(finding).some(risk => risks.includes(risk)));
  const [secret] = takesIn(observation) ? having('SECRET') : [];
  const [ordering] = takesIn(observation) ? having('HIDE', 'INSTR') : [];
  const [hidden] = takesIn(observation) ? having('HIDE') : [];
  const [config] = changes(observation) ? having(...oversight) : [];
  return [
    ...(secret === undefined ? [] : [{ label: 'secret' as const, source: secret.path }]),
    ...(ordering === undefined ? [] : [{ label: 'untrusted' as const, source: ordering.path }]),
    ...(hidden === undefined ? [] : [{ label: 'hidden-text' as const, source: hidden.path }]),
    ...(config === undefined ? [] : [{ label: 'config-touched' as const, source: config.path }]),
  ];
}

/** What an agent writes is its own; all else that an event shows comes in. */
const takesIn = ({ event, paths }: Observation): boolean =>
  !['fs.write', 'fs.edit', 'fs.patch', 'fs.delete'].includes(event.kind) ||
  paths.some(({ op }) => op === 'read');

const changes = ({ event, paths }: Observation): boolean =>
  event.kind !== 'context.attach' && paths.some(({ op }) => op !== 'read' && op !== 'search');

/** Names where text from outside comes from: hosts, MCP tools, files of other people's packages. */
function fromOutside(observation: Observation): readonly string[] {
  const { event, paths } = observation;
  if (event.kind === 'mcp.call') return [event.mcp?.server ?? ''];
  if (event.kind === 'context.attach' && event.mcp !== undefined) return [event.mcp.server];
  if (takesInFromNetwork(observation)) {
    const hosts = hostsOf(observation);
    const foreign = hosts.filter(host => !isLocalHost(host));
    if (foreign.length > 0 || hosts.length === 0) return [foreign[0] ?? ''];
  }
  return paths
    .filter(isForeign)
    .map(({ relative, path }) => relative ?? path)
    .slice(0, 1);
}

const foreignFolders =
  /(?:^|\/)(?:node_modules|site-packages|dist-packages|\.venv|venv|vendor|third_party|bower_components|Pods)\//u;

const isForeign = ({ path, relative, op }: ObservedPath): boolean =>
  op === 'read' && foreignFolders.test(relative ?? path);
