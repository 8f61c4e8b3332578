/** Ledger entries in human words. Must not import vscode. */
import type { EventKind } from '../../common/event.ts';
import { riskClasses } from '../../common/finding.ts';
import type { LedgerBody, LedgerEntry } from '../../common/ledger.ts';
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
};

const guardWords: Readonly<Record<GuardBody['action'], readonly [string, Icon]>> = {
  started: ['Guard started', { id: 'shield', color: 'ringfence.settled' }],
  stopped: ['Guard stopped', { id: 'debug-stop', color: 'ringfence.muted' }],
  degraded: ['Guard degraded', { id: 'warning', color: 'ringfence.denied' }],
  recovered: ['Guard recovered', { id: 'shield', color: 'ringfence.settled' }],
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
  body.type === 'verdict' ? body.verdict !== 'pass' : body.type === 'item' || body.action !== 'started';

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
    case 'guard': {
      const [label, icon] = guardWords[body.action];
      return { label, detail: plain(body.detail), icon, tooltip: [escapeMarkdown(body.detail)] };
    }
  }
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
