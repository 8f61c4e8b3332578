/** What agents wait for and what a person allowed, as data: lines, tooltips, notices. Must not import vscode. */
import type { EventKind } from '../../common/event.ts';
import type { Oversight } from '../../common/protocol.ts';
import {
  sessionLabels,
  type ApprovalRequest,
  type Grant,
  type GrantScope,
  type ProposedFile,
  type TimelineLine,
} from '../../common/session.ts';
import { changeLine, keyLines } from './changes.ts';
import type { Icon, Line } from './node.ts';
import { timelineLine } from './sessions.ts';
import {
  ago,
  baseName,
  capital,
  code,
  count,
  escapeMarkdown,
  fileName,
  left,
  plain,
  prose,
  who,
} from './wording.ts';

/** Is a node of the tree of approvals. */
export type ApprovalNode =
  | { readonly kind: 'request'; readonly line: Line; readonly request: ApprovalRequest }
  | { readonly kind: 'detail'; readonly line: Line }
  | ChangeNode
  | { readonly kind: 'story'; readonly line: Line; readonly request: ApprovalRequest }
  | { readonly kind: 'granted'; readonly line: Line; readonly grants: readonly Grant[] }
  | { readonly kind: 'grant'; readonly line: Line; readonly grant: Grant };

/** Is a file that a request would write. */
export interface ChangeNode {
  readonly kind: 'change';
  readonly line: Line;
  readonly request: ApprovalRequest;
  readonly file: ProposedFile;
  readonly index: number;
}

/** Says each kind of event as something that an agent wants to do. */
const wants: Readonly<Record<EventKind, string>> = {
  'fs.read': 'read',
  'fs.search': 'search',
  'fs.write': 'write',
  'fs.edit': 'edit',
  'fs.patch': 'patch',
  'fs.delete': 'delete',
  'shell.exec': 'run',
  'shell.input': 'type into a shell',
  'net.fetch': 'fetch',
  'mcp.call': 'call the MCP tool',
  'mcp.tools': 'use MCP tools of',
  'agent.spawn': 'start another agent',
  'prompt.submit': 'submit a prompt',
  'context.attach': 'take in',
  'config.change': 'change',
  'session.start': 'begin a session',
  'session.end': 'end a session',
  unknown: 'use an unknown tool',
};

const icons: Readonly<Partial<Record<EventKind, string>>> = {
  'fs.read': 'file',
  'fs.search': 'search',
  'fs.write': 'edit',
  'fs.edit': 'edit',
  'fs.patch': 'edit',
  'fs.delete': 'trash',
  'shell.exec': 'terminal',
  'shell.input': 'terminal',
  'net.fetch': 'globe',
  'mcp.call': 'plug',
  'mcp.tools': 'plug',
  'agent.spawn': 'robot',
};
const iconOf = (kind: EventKind): string => icons[kind] ?? 'question';

/** Says for how long an approval holds. */
export const scopeWords: Readonly<Record<GrantScope, string>> = {
  once: 'once',
  session: 'for its session',
  workspace: 'in its folder',
};

/** Returns the top of the tree: what waits, then what is allowed; empty where there is neither. */
export const approvalRoots = (
  { requests, grants }: Pick<Oversight, 'requests' | 'grants'>,
  now: number,
): readonly ApprovalNode[] => [
  ...requests
    .filter(({ expires }) => expires > now)
    .map(request => ({ kind: 'request' as const, request, line: requestLine(request, now) })),
  ...(grants.length === 0 ? [] : [grantedNode(grants)]),
];

/** Is what the guard tells of a request when somebody looks. */
export interface Told {
  /** What its session did, oldest first. */
  readonly timeline: readonly TimelineLine[];
  /** What it would write. */
  readonly files: readonly ProposedFile[];
}

/** Returns what is under a node. */
export function approvalChildren(
  node: ApprovalNode,
  { timeline, files }: Told,
  now: number,
): readonly ApprovalNode[] {
  switch (node.kind) {
    case 'request':
      return [
        ...files.map((file, index) => changeNode(node.request, file, index)),
        ...details(node.request).map(line => ({ kind: 'detail' as const, line })),
        story(node.request),
      ];
    case 'change':
      return keyLines(node.request, node.file, node.index).map(line => ({ kind: 'detail', line }));
    case 'story':
      return timeline.slice(-storyLines).map((line, index) => ({
        kind: 'detail',
        line: timelineLine(`${node.line.id}:${index}`, line, now),
      }));
    case 'granted':
      return node.grants.map(grant => ({ kind: 'grant', grant, line: grantLine(grant, now) }));
    case 'grant':
    case 'detail':
      return [];
  }
}

const changeNode = (request: ApprovalRequest, file: ProposedFile, index: number): ChangeNode => ({
  kind: 'change',
  request,
  file,
  index,
  line: changeLine(request, file, index),
});

/** Says in one clause what an agent wants, for notices and screen readers. */
export const wish = ({ agent, kind, subject }: Pick<Grant, 'agent' | 'kind' | 'subject'>, limit = 160) =>
  `${capital(who('agent', agent))} wants to ${wants[kind]}: ${plain(subject, limit)}`;

const shownCharacters = 100;

function requestLine(request: ApprovalRequest, now: number): Line {
  const { id, agent, kind, subject, labels, attempts, ts, policies, changes } = request;
  const tries = attempts > 1 ? `tried ${attempts} times` : '';
  const told = [who('agent', agent), labels.map(label => `#${label}`).join(' '), tries, ago(ts, now)];
  const principle = policies[0]?.principle ?? '';
  return {
    id: `request:${id}`,
    label: plain(subject, shownCharacters),
    description: told.filter(part => part !== '').join(' · '),
    tooltip: requestTooltip(request, []),
    icon: { id: iconOf(kind), color: 'ringfence.held' },
    context: changes === undefined ? 'request' : 'request.writes',
    accessible: [
      wish(request),
      plain(principle).replace(/\.$/u, ''),
      ...labels.map(label => `Its session ${sessionLabels[label]}`),
      tries,
      ago(ts, now),
    ]
      .filter(part => part !== '')
      .join('. '),
  };
}

const lastLines = 5;

/** Writes everything that helps to decide as markdown; the timeline is oldest first. */
export function requestTooltip(request: ApprovalRequest, timeline: readonly TimelineLine[]): string {
  const { agent, kind, subject, cwd, reason, policies, rules, labels } = request;
  return [
    `**${escapeMarkdown(capital(who('agent', agent)))}** wants to ${wants[kind]}`,
    code(subject, 2000),
    `in ${code(cwd)}`,
    prose(reason),
    ...(policies.length === 0
      ? []
      : [policies.map(({ id, principle }) => `- ${code(id)}: ${escapeMarkdown(principle)}`).join('\n')]),
    ...(rules.length === 0 ? [] : [`Found by ${rules.map(rule => code(rule)).join(', ')}`]),
    ...(labels.length === 0
      ? []
      : [labels.map(label => `- **${label}**: its session ${sessionLabels[label]}`).join('\n')]),
    ...(timeline.length === 0
      ? []
      : [
          `What its session did last:\n\n${timeline
            .slice(-lastLines)
            .map(({ text }) => `- ${escapeMarkdown(text)}`)
            .join('\n')}`,
        ]),
  ].join('\n\n');
}

function details(request: ApprovalRequest): readonly Line[] {
  const { id, policies, rules, labels, cwd } = request;
  const detail = (part: string, icon: Icon, label: string, description = ''): Line => ({
    id: `request:${id}:${part}`,
    label: plain(label, 200),
    description: plain(description),
    tooltip: escapeMarkdown([label, description].filter(text => text !== '').join(' · ')),
    icon,
    accessible: [plain(label, 200), plain(description)].filter(text => text !== '').join(', '),
  });
  return [
    ...policies.map(policy =>
      detail(`policy:${policy.id}`, { id: 'law', color: 'ringfence.held' }, policy.principle),
    ),
    ...(rules.length === 0 ? [] : [detail('rules', { id: 'search' }, rules.join(', '), 'found')]),
    ...labels.map(label =>
      detail(`label:${label}`, { id: 'tag' }, `Its session ${sessionLabels[label]}`, `#${label}`),
    ),
    detail('cwd', { id: 'folder' }, baseName(cwd), cwd),
  ];
}

const storyLines = 20;

const story = (request: ApprovalRequest): ApprovalNode => ({
  kind: 'story',
  request,
  line: {
    id: `request:${request.id}:story`,
    label: 'What its session did',
    description: '',
    tooltip: `The last ${storyLines} things that this session did, oldest first.`,
    icon: { id: 'history' },
    accessible: 'What its session did',
  },
});

const grantedNode = (grants: readonly Grant[]): ApprovalNode => ({
  kind: 'granted',
  grants,
  line: {
    id: 'granted',
    label: 'Allowed by You',
    description: String(grants.length),
    tooltip: 'What you have allowed and what still holds. Revoke takes it back.',
    icon: { id: 'check-all', color: 'ringfence.settled' },
    accessible: `Allowed by you, ${count(grants.length, 'approval')}`,
  },
});

function grantLine(grant: Grant, now: number): Line {
  const { id, agent, kind, subject, cwd, scope, expires, ts, policies } = grant;
  const description = [who('agent', agent), scopeWords[scope], left(expires, now)].join(' · ');
  return {
    id: `grant:${id}`,
    label: plain(subject, shownCharacters),
    description,
    tooltip: [
      `You allowed **${escapeMarkdown(who('agent', agent))}** to ${wants[kind]}`,
      code(subject, 2000),
      `in ${code(cwd)}, ${scopeWords[scope]}, ${ago(ts, now)}; ${left(expires, now)}.`,
      ...(policies.length === 0 ? [] : [`It answers ${policies.map(policy => code(policy)).join(', ')}`]),
    ].join('\n\n'),
    icon: { id: iconOf(kind), color: 'ringfence.settled' },
    context: 'grant',
    accessible: `Allowed: ${plain(subject, shownCharacters)}, ${description}`,
  };
}

/** Names the buttons of a notice about requests, in their order. */
export type RequestButton = 'Review' | 'Show Diff' | 'Allow Once' | 'Deny' | 'Deny All';

/** Is a notification about requests. */
export interface RequestNotice {
  readonly message: string;
  readonly buttons: readonly RequestButton[];
}

/** Says what new requests are told as; undefined for none. */
export function requestNotice(requests: readonly ApprovalRequest[]): RequestNotice | undefined {
  const [first] = requests;
  if (first === undefined) return undefined;
  // Looking comes first: VS Code lets an extension press the first button, and looking is the harmless one.
  if (requests.length === 1) {
    const principle = plain(first.policies[0]?.principle ?? '', 200);
    const look = first.changes === undefined ? 'Review' : 'Show Diff';
    return { message: `${wish(first)} — ${principle}`, buttons: [look, 'Allow Once', 'Deny'] };
  }
  const agents = [...new Set(requests.map(({ agent }) => who('agent', agent)))];
  const by =
    agents.length > 2
      ? 'Several agents wait'
      : `${capital(agents.join(' and '))} ${agents.length > 1 ? 'wait' : 'waits'}`;
  return {
    message: `${by} for your decision about ${count(requests.length, 'action')}.`,
    buttons: ['Review', 'Deny All'],
  };
}

/** Tells whether a window with these folders is where a request of an agent belongs. */
export function isOfWindow(cwd: string, folders: readonly string[]): boolean {
  const [inner, ...outer] = [cwd, ...folders].map(folder => `${fileName(folder).replace(/\/+$/u, '')}/`);
  return outer.some(folder => inner?.startsWith(folder) === true);
}
