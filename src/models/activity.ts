/** Ledger entries in human words. Must not import vscode. */
import type { EventKind } from '../../common/event.ts';
import { riskClasses } from '../../common/finding.ts';
import type { LedgerBody, LedgerEntry } from '../../common/ledger.ts';
import { sessionLabels } from '../../common/session.ts';
import type { VerdictKind } from '../../common/verdict.ts';
import type { Icon, Line } from './node.ts';
import { ago, code, count, escapeMarkdown, fileName, nearName, plain, who } from './wording.ts';

/** Is a line of the activity list with the entry behind it. */
export interface ActivityNode {
  readonly entry: LedgerEntry;
  readonly line: Line;
}

/** Names what the list shows: only what Ringfence did, or everything it saw. */
export type ActivityFilter = 'enforcement' | 'all';

type VerdictBody = Extract<LedgerBody, { type: 'verdict' }>;
type ItemBody = Extract<LedgerBody, { type: 'item' }>;
type GuardBody = Extract<LedgerBody, { type: 'guard' }>;

const did: Readonly<Record<EventKind, string>> = {
  'fs.read': 'reading',
  'fs.search': 'searching',
  'fs.write': 'writing',
  'fs.edit': 'editing',
  'fs.patch': 'patching',
  'fs.delete': 'deleting',
  'shell.exec': 'running a command',
  'shell.input': 'typing into a shell',
  'net.fetch': 'fetching from the network',
  'mcp.call': 'calling an MCP tool',
  'mcp.tools': 'an MCP tool list',
  'agent.spawn': 'starting another agent',
  'prompt.submit': 'a prompt',
  'context.attach': 'attached context',
  'config.change': 'changing',
  'session.start': 'a session starting',
  'session.end': 'a session ending',
  unknown: 'an unknown action',
};

const verdictWords: Readonly<Record<VerdictKind, string>> = {
  pass: 'Let through',
  redact: 'Redacted',
  ask: 'Asked about',
  quarantine: 'Held back',
  deny: 'Denied',
};

const verdictIcons: Readonly<Record<VerdictKind, Icon>> = {
  pass: { id: 'pass', color: 'ringfence.muted' },
  redact: { id: 'eye-closed', color: 'ringfence.held' },
  ask: { id: 'question', color: 'ringfence.held' },
  quarantine: { id: 'lock', color: 'ringfence.held' },
  deny: { id: 'circle-slash', color: 'ringfence.denied' },
};

const itemWords: Readonly<Record<ItemBody['action'], readonly [string, Icon]>> = {
  held: ['Held back', { id: 'lock', color: 'ringfence.held' }],
  approved: ['Approved', { id: 'check', color: 'ringfence.settled' }],
  kept: ['Kept restored', { id: 'discard', color: 'ringfence.muted' }],
  discarded: ['Discarded', { id: 'trash', color: 'ringfence.muted' }],
  reapplied: ['Allowed', { id: 'redo', color: 'ringfence.settled' }],
  recovered: ['Recovered', { id: 'debug-restart', color: 'ringfence.settled' }],
  expired: ['Removed from quarantine', { id: 'archive', color: 'ringfence.muted' }],
};

const guardWords: Readonly<Record<GuardBody['action'], readonly [string, Icon]>> = {
  started: ['Guard started', { id: 'shield', color: 'ringfence.settled' }],
  configured: ['Guard configured', { id: 'settings-gear', color: 'ringfence.settled' }],
  stopped: ['Guard stopped', { id: 'debug-stop', color: 'ringfence.muted' }],
  degraded: ['Guard degraded', { id: 'warning', color: 'ringfence.denied' }],
  recovered: ['Guard recovered', { id: 'shield', color: 'ringfence.settled' }],
};

type SessionBody = Extract<LedgerBody, { type: 'session' }>;
type ApprovalBody = Extract<LedgerBody, { type: 'approval' }>;
type StopBody = Extract<LedgerBody, { type: 'stop' }>;
type PostureBody = Extract<LedgerBody, { type: 'posture' }>;

const approvalWords: Readonly<Record<ApprovalBody['action'], readonly [string, Icon]>> = {
  requested: ['Approval requested', { id: 'question', color: 'ringfence.held' }],
  allowed: ['Allowed', { id: 'check', color: 'ringfence.settled' }],
  denied: ['Denied', { id: 'circle-slash', color: 'ringfence.denied' }],
  expired: ['Not decided in time, so denied', { id: 'watch', color: 'ringfence.muted' }],
  used: ['Went on by your approval', { id: 'pass', color: 'ringfence.muted' }],
  revoked: ['Approval taken back', { id: 'discard', color: 'ringfence.muted' }],
};

const lapseWords: readonly [string, Icon] = ['Approval ran out', { id: 'watch', color: 'ringfence.muted' }];

const scopeWords: Readonly<Record<NonNullable<ApprovalBody['scope']>, string>> = {
  once: 'once',
  session: 'for the session',
  workspace: 'in this folder',
};

const postureWords: Readonly<Record<PostureBody['action'], readonly [string, Icon]>> = {
  drifted: ['Became looser', { id: 'warning', color: 'ringfence.held' }],
  ended: ['Holds again', { id: 'pass', color: 'ringfence.settled' }],
  repaired: ['Repaired', { id: 'wrench', color: 'ringfence.settled' }],
};

const stopIcons: Readonly<Record<StopBody['action'], Icon>> = {
  engaged: { id: 'debug-stop', color: 'ringfence.denied' },
  released: { id: 'debug-continue', color: 'ringfence.settled' },
};

/** Returns the lines of the activity list, in the order of the entries. */
export const activityNodes = (
  entries: readonly LedgerEntry[],
  filter: ActivityFilter,
  now: number,
): readonly ActivityNode[] =>
  entries
    .filter(entry => filter === 'all' || (isEnforcement(entry.body) && !isToldByItem(entry, entries)))
    .map(entry => ({ entry, line: describe(entry, now) }));

/** Tells whether an entry records something that Ringfence did, or that concerns the guard's own health. */
export const isEnforcement = (body: LedgerBody): boolean =>
  body.type === 'verdict' ? body.verdict !== 'pass' : body.type !== 'guard' || body.action !== 'started';

/** Milliseconds between the verdict that holds a change back and the item that it became. */
const sameMoment = 5000;

/** Tells whether a held item tells the same as a verdict: people need to read it once. */
const isToldByItem = ({ body, ts }: LedgerEntry, entries: readonly LedgerEntry[]): boolean =>
  body.type === 'verdict' &&
  body.verdict === 'quarantine' &&
  entries.some(
    other =>
      other.body.type === 'item' &&
      other.body.action === 'held' &&
      body.paths.includes(other.body.path) &&
      Math.abs(other.ts - ts) <= sameMoment,
  );

function describe(entry: LedgerEntry, now: number): Line {
  const { label, detail, icon, tooltip } = words(entry.body);
  const description = [detail, ago(entry.ts, now)].filter(part => part !== '').join(' · ');
  return {
    id: `entry:${entry.seq}`,
    label,
    description,
    icon,
    tooltip: [
      ...tooltip,
      `Ledger entry ${entry.seq}, ${escapeMarkdown(new Date(entry.ts).toISOString())}`,
    ].join('\n\n'),
    context: entry.body.type === 'verdict' ? 'entry.verdict' : 'entry',
    accessible: `${label}, ${description}`,
  };
}

interface Words {
  readonly label: string;
  readonly detail: string;
  readonly icon: Icon;
  readonly tooltip: readonly string[];
}

function words(body: LedgerBody): Words {
  switch (body.type) {
    case 'verdict':
      return verdictLine(body);
    case 'item': {
      const [label, icon] = itemWords[body.action];
      return {
        label: `${label} ${plain(nearName(body.path), 60)}`,
        detail: [body.keys.length === 0 ? '' : count(body.keys.length, 'key'), byWhom[body.by]]
          .filter(part => part !== '')
          .join(' · '),
        icon,
        tooltip: [
          `${label} ${code(body.path)}`,
          ...(body.keys.length === 0 ? [] : [body.keys.map(key => `- ${code(key)}`).join('\n')]),
        ],
      };
    }
    case 'session':
      return sessionLine(body);
    case 'approval':
      return approvalLine(body);
    case 'stop': {
      const label = body.action === 'engaged' ? 'All agents stopped' : 'Agents released';
      const icon = stopIcons[body.action];
      return {
        label,
        detail: body.by === 'cli' ? 'from the command line' : 'by you',
        icon,
        tooltip: [label],
      };
    }
    case 'posture':
      return postureLine(body);
    case 'guard': {
      const [label, icon] = guardWords[body.action];
      return { label, detail: plain(body.detail), icon, tooltip: [escapeMarkdown(body.detail)] };
    }
  }
}

function sessionLine({ agent, action, label }: SessionBody): Words {
  const words = `A session ${sessionLabels[label]}`;
  return action === 'labelled'
    ? {
        label: `Session labelled ${label}`,
        detail: who('agent', agent),
        icon: { id: 'tag', color: 'ringfence.held' },
        tooltip: [words],
      }
    : {
        label: `Label ${label} cleared`,
        detail: 'by you',
        icon: { id: 'discard', color: 'ringfence.muted' },
        tooltip: [`It no longer counts that a session ${sessionLabels[label]}`],
      };
}

function approvalLine({ action, scope, agent, policies, waited }: ApprovalBody): Words {
  const [label, icon] = action === 'expired' && scope !== undefined ? lapseWords : approvalWords[action];
  const after = waited === undefined ? '' : `after ${Math.max(1, Math.round(waited / 1000))} s`;
  return {
    label,
    detail: [scope === undefined ? '' : scopeWords[scope], after, who('agent', agent)]
      .filter(part => part !== '')
      .join(' · '),
    icon,
    tooltip: [
      label,
      ...(policies.length === 0 ? [] : [`Policy: ${policies.map(id => code(id)).join(', ')}`]),
    ],
  };
}

function postureLine({ action, key, path, severity }: PostureBody): Words {
  const [words, icon] = postureWords[action];
  return {
    label: `${words}: ${plain(key, 60)}`,
    detail: [path === '' ? '' : plain(nearName(path), 60), severity].filter(part => part !== '').join(' · '),
    icon,
    tooltip: [`${words}: ${code(key)}`, ...(path === '' ? [] : [code(path)])],
  };
}

const byWhom: Readonly<Record<ItemBody['by'], string>> = { user: 'by you', policy: 'by policy', guard: '' };

function verdictLine(body: VerdictBody): Words {
  const actor = who(body.origin, body.agent);
  const [path] = body.paths;
  const object = path === undefined ? '' : ` ${plain(nearName(path), 60)}`;
  const more = body.paths.length > 1 ? ` and ${body.paths.length - 1} more` : '';
  const risks = [...new Set(body.findings.flatMap(finding => finding.risks))];
  return {
    label: `${verdictWords[body.verdict]}: ${did[body.kind]}${object}${more}`,
    detail: actor,
    icon: verdictIcons[body.verdict],
    tooltip: [
      `**${verdictWords[body.verdict]}**: ${escapeMarkdown(actor)}, ${did[body.kind]}`,
      ...(body.paths.length === 0
        ? []
        : [
            body.paths
              .slice(0, 8)
              .map(each => `- ${code(fileName(each))}`)
              .join('\n'),
          ]),
      ...(risks.length === 0 ? [] : [`It ${risks.map(risk => riskClasses[risk]).join('; ')}.`]),
      ...(body.policies.length === 0 ? [] : [`Policy: ${body.policies.map(id => code(id)).join(', ')}`]),
    ],
  };
}
