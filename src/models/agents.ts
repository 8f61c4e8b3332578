/** How each agent on this machine is covered, as `ringfence doctor --format json` tells it. Must not import vscode. */
import type { Icon, Line } from './node.ts';
import { ago, count, escapeMarkdown, fileName, plain } from './wording.ts';

/** Is a place in a file that switches an agent's hooks off. */
export interface KillSwitch {
  readonly file: string;
  readonly line: number;
  readonly key: string;
}

/** Says how one kind of acts of an agent is covered. */
export interface Coverage {
  readonly kind: string;
  readonly state: string;
  readonly by?: string;
  /** When it was last seen through the hook, ISO 8601. */
  readonly at?: string;
  readonly proof?: string;
}

/** Says how one agent stands. */
export interface AgentReport {
  readonly name: string;
  readonly title: string;
  readonly present: boolean;
  readonly status: string;
  readonly switches: readonly KillSwitch[];
  readonly detail: string;
  readonly remedy: string;
  readonly failure: string;
  readonly coverage: readonly Coverage[];
  readonly measured: boolean;
}

/** Is what the Agents view shows. */
export interface AgentsReport {
  readonly agents: readonly AgentReport[];
  /** Agents that no hook can guard, and why. */
  readonly uncoverable: readonly { readonly title: string; readonly why: string }[];
  /** What hooks answer when no guard can; '' where it is not known. */
  readonly onUnavailable: string;
}

/** Is a node of the tree of agents. */
export type AgentNode =
  | { readonly kind: 'agent'; readonly line: Line; readonly agent: AgentReport }
  | { readonly kind: 'fact'; readonly line: Line; readonly at?: KillSwitch }
  | { readonly kind: 'others'; readonly line: Line; readonly report: AgentsReport };

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fieldsOf) : []);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Reads what doctor printed; throws when that is no report. */
export function parseAgents(text: string): AgentsReport {
  const report = fieldsOf(JSON.parse(text));
  if (!Array.isArray(report['agents'])) throw new Error('Doctor did not say how the agents stand.');
  return {
    agents: listOf(report['agents']).map(parseAgent),
    uncoverable: listOf(report['uncoverable']).map(each => ({
      title: textOf(each['title']),
      why: textOf(each['why']),
    })),
    onUnavailable: textOf(report['onUnavailable']),
  };
}

function parseAgent(agent: Fields): AgentReport {
  const status = fieldsOf(agent['status']);
  return {
    name: textOf(agent['name']),
    title: textOf(agent['title']),
    present: agent['present'] === true,
    status: textOf(status['kind']),
    switches: listOf(status['by']).map(({ file, line, key }) => ({
      file: textOf(file),
      line: typeof line === 'number' ? line : 1,
      key: textOf(key),
    })),
    detail: textOf(agent['detail']),
    remedy: textOf(agent['remedy']),
    failure: textOf(agent['failure']),
    coverage: listOf(agent['coverage']).map(parseCoverage),
    measured: agent['evidence'] === 'measured',
  };
}

function parseCoverage({ kind, state, by, at, proof }: Fields): Coverage {
  return {
    kind: textOf(kind),
    state: textOf(state),
    ...(typeof by === 'string' ? { by } : {}),
    ...(typeof at === 'string' ? { at } : {}),
    ...(typeof proof === 'string' ? { proof } : {}),
  };
}

/** Returns the top of the tree: the agents of this machine, then a fold with the others. */
export function agentRoots(report: AgentsReport): readonly AgentNode[] {
  const present = report.agents.filter(agent => agent.present);
  const others = report.agents.length - present.length;
  return [
    ...present.map(agentNode),
    ...(report.onUnavailable === ''
      ? []
      : [fact('unavailable', { id: 'debug-disconnect' }, 'Without a Guard', report.onUnavailable)]),
    ...(others + report.uncoverable.length === 0 ? [] : [othersNode(report, others)]),
  ];
}

/** Returns what is under a node. */
export function agentChildren(node: AgentNode, now: number): readonly AgentNode[] {
  switch (node.kind) {
    case 'agent':
      return facts(node.agent, now);
    case 'others':
      return [
        ...node.report.agents.filter(agent => !agent.present).map(agentNode),
        ...node.report.uncoverable.map(({ title, why }) =>
          fact(`uncoverable:${title}`, { id: 'circle-slash', color: 'ringfence.muted' }, title, why),
        ),
      ];
    case 'fact':
      return [];
  }
}

type Standing = 'proven' | 'configured' | 'open' | 'broken';

const standings: Readonly<Record<Standing, Icon>> = {
  proven: { id: 'shield', color: 'ringfence.settled' },
  configured: { id: 'shield', color: 'ringfence.held' },
  open: { id: 'circle-slash', color: 'ringfence.denied' },
  broken: { id: 'warning', color: 'ringfence.denied' },
};

function standingOf({ status, coverage }: AgentReport): Standing {
  if (status === 'absent') return 'open';
  if (status !== 'installed') return 'broken';
  return coverage.some(({ state }) => state === 'proven') ? 'proven' : 'configured';
}

function summaryOf(agent: AgentReport): string {
  const { status, coverage } = agent;
  const seen = coverage.filter(({ state }) => state === 'proven').length;
  const coverable = coverage.filter(({ by }) => by !== undefined).length;
  switch (standingOf(agent)) {
    case 'open':
      return agent.present ? 'not protected' : 'not found here';
    case 'broken':
      return status === 'switched-off' ? 'switched off' : 'altered';
    case 'proven':
      return `proven for ${seen} of ${coverable}`;
    case 'configured':
      return 'configured, not seen yet';
  }
}

function agentNode(agent: AgentReport): AgentNode {
  const { name, title, detail, remedy, failure, present, status, measured } = agent;
  const summary = summaryOf(agent);
  const icon = standings[standingOf(agent)];
  return {
    kind: 'agent',
    agent,
    line: {
      id: `agent:${name}`,
      label: plain(title),
      description: summary,
      tooltip: [
        `**${escapeMarkdown(title)}**: ${summary}`,
        escapeMarkdown([detail, remedy].filter(text => text !== '').join(' ')),
        escapeMarkdown(failure),
        ...(measured ? [] : ['What is known of this agent was not measured on it.']),
      ].join('\n\n'),
      icon: present ? icon : { ...icon, color: 'ringfence.muted' },
      // The hooks of VS Code's own agent come and go with the extension.
      context: name === 'vscode' ? 'agent.own' : `agent.${status}`,
      accessible: `${plain(title)}, ${summary}`,
    },
  };
}

const kindWords: Readonly<Record<string, string>> = {
  read: 'Reading files',
  write: 'Changing files',
  shell: 'Running commands',
  fetch: 'Fetching from the network',
  mcp: 'Calling MCP tools',
  prompt: 'Prompts',
  result: 'Results of calls',
};

const stateIcons: Readonly<Record<string, Icon>> = {
  proven: { id: 'pass', color: 'ringfence.settled' },
  configured: { id: 'circle-outline', color: 'ringfence.held' },
  'switched-off': { id: 'error', color: 'ringfence.denied' },
};
const uncovered: Icon = { id: 'circle-slash', color: 'ringfence.muted' };

function facts(agent: AgentReport, now: number): readonly AgentNode[] {
  const { name, coverage, switches, detail, remedy, failure, status } = agent;
  return [
    ...switches.map(at => ({
      ...fact(
        `${name}:off:${at.file}:${at.line}`,
        { id: 'error', color: 'ringfence.denied' },
        `Switched off by ${fileName(at.file)}:${at.line}`,
        at.key,
      ),
      at,
    })),
    ...(status === 'installed' || switches.length > 0
      ? []
      : [fact(`${name}:detail`, { id: 'info' }, detail, remedy)]),
    ...coverage.map(covered =>
      fact(
        `${name}:${covered.kind}`,
        stateIcons[covered.state] ?? uncovered,
        kindWords[covered.kind] ?? covered.kind,
        covering(covered, now),
      ),
    ),
    fact(`${name}:failure`, { id: 'info' }, 'If a hook fails', failure),
  ];
}

function covering({ state, by, at, proof }: Coverage, now: number): string {
  const seen = at === undefined ? '' : ` ${ago(Date.parse(at), now)}`;
  switch (state) {
    case 'proven':
      return `proven${seen} by ${proof === 'canary' ? 'the marked call' : 'a real call'}`;
    case 'configured':
      return 'configured, not seen yet';
    case 'switched-off':
      return 'switched off';
    default:
      return by === undefined ? 'not covered: it has no hook for it' : 'not covered';
  }
}

const fact = (id: string, icon: Icon, label: string, description: string) => ({
  kind: 'fact' as const,
  line: {
    id: `agent:${id}`,
    label: plain(label, 200),
    description: plain(description, 300),
    tooltip: `**${escapeMarkdown(label)}**\n\n${escapeMarkdown(description)}`,
    icon,
    accessible: `${plain(label, 200)}, ${plain(description, 300)}`,
  },
});

const othersNode = (report: AgentsReport, others: number): AgentNode => ({
  kind: 'others',
  report,
  line: {
    id: 'others',
    label: 'Not Found Here',
    description: String(others),
    tooltip: 'Agents that Ringfence knows and that do not seem to be used on this machine.',
    icon: { id: 'ellipsis', color: 'ringfence.muted' },
    accessible: `Not found here, ${count(others, 'agent')}`,
  },
});

/** Names what is done about an agent's hooks. */
export type Verb = 'install' | 'uninstall';

/** Is what a plan is about. */
export interface Plan {
  readonly verb: Verb;
  readonly agent: string;
}

/** Is the URI scheme of plans: what an install or a removal writes. */
export const planScheme = 'ringfence-plan';

/** Writes the address of a plan; the path ends in `.diff`, which gives it its colours. */
export const planAddress = ({ verb, agent }: Plan, title: string) => ({
  path: `/${verb === 'install' ? 'Protect' : 'Undo for'} ${title.replaceAll(/[^\w .-]/gu, '')}.diff`,
  query: JSON.stringify({ verb, agent }),
});

/** Reads an address back; undefined when the query is not one of ours. */
export function parsePlan(query: string): Plan | undefined {
  try {
    const { verb, agent } = fieldsOf(JSON.parse(query));
    if (verb !== 'install' && verb !== 'uninstall') return undefined;
    return typeof agent === 'string' && /^[a-z][a-z-]*$/u.test(agent) ? { verb, agent } : undefined;
  } catch {
    return undefined;
  }
}

/** Puts a heading before what the command line planned; diffs ignore such lines. */
export const planText = ({ verb }: Plan, out: string): string =>
  [
    verb === 'install'
      ? 'Exactly this is written; Undo takes it out again, byte for byte.'
      : 'Exactly this is taken out; everything else stays byte for byte.',
    'Values that are not of Ringfence are shown as …',
    '',
    out,
  ].join('\n');
