/** Labelled sessions of agents as data: what each has taken in, by what, and what it did. Must not import vscode. */
import {
  sessionLabels,
  type LabelMark,
  type SessionLabel,
  type SessionRecord,
  type TimelineLine,
} from '../../common/session.ts';
import type { VerdictKind } from '../../common/verdict.ts';
import type { Icon, Line } from './node.ts';
import { ago, baseName, capital, code, count, escapeMarkdown, moment, plain, who } from './wording.ts';

/** Is a node of the tree of sessions. */
export type SessionNode =
  | { readonly kind: 'session'; readonly line: Line; readonly session: SessionRecord }
  | { readonly kind: 'label'; readonly line: Line; readonly session: SessionRecord; readonly mark: LabelMark }
  | { readonly kind: 'did'; readonly line: Line };

/** Red is what can cost something at once, yellow what narrows the session, as everywhere in our views. */
const labelIcons: Readonly<Record<SessionLabel, Icon>> = {
  secret: { id: 'key', color: 'ringfence.denied' },
  untrusted: { id: 'globe', color: 'ringfence.held' },
  'hidden-text': { id: 'eye-closed', color: 'ringfence.denied' },
  'config-touched': { id: 'settings-gear', color: 'ringfence.held' },
  runaway: { id: 'sync', color: 'ringfence.held' },
};

/** Says a label as short as a tree wants it. */
const labelTitles: Readonly<Record<SessionLabel, string>> = {
  secret: 'Has seen a secret',
  untrusted: 'Has read text from outside',
  'hidden-text': 'Has read hidden text',
  'config-touched': 'Has changed configuration',
  runaway: 'Repeats itself',
};

/** Says what a label changes for the session. */
const consequences: Readonly<Record<SessionLabel, string>> = {
  secret: 'Once it has also taken in outside text, whatever it sends out is asked about.',
  untrusted: 'Once it has also seen a secret, whatever it sends out is asked about.',
  'hidden-text':
    'It may follow orders that you cannot see. Once it has also seen a secret, it sends nothing out.',
  'config-touched': 'Look at what it changed before you let it go on by itself.',
  runaway: 'It goes on only after you have looked.',
};

/** Returns the sessions, newest first as they come. */
export const sessionRoots = (sessions: readonly SessionRecord[], now: number): readonly SessionNode[] =>
  sessions.map(session => ({ kind: 'session', session, line: sessionLine(session, now) }));

const mostLines = 60;

/** Returns what is under a node: labels first, then what the session did, oldest first. */
export function sessionChildren(
  node: SessionNode,
  timeline: readonly TimelineLine[],
  now: number,
): readonly SessionNode[] {
  if (node.kind !== 'session') return [];
  const { session } = node;
  const earlier = timeline.length - mostLines;
  return [
    ...session.labels.map(mark => ({
      kind: 'label' as const,
      session,
      mark,
      line: labelLine(session, mark, now),
    })),
    ...(earlier > 0 ? [earlierNode(session, earlier)] : []),
    ...timeline.slice(-mostLines).map((line, index) => ({
      kind: 'did' as const,
      line: timelineLine(`did:${session.id}:${index}`, line, now),
    })),
  ];
}

function sessionLine(session: SessionRecord, now: number): Line {
  const { id, agent, cwd, labels, ts } = session;
  const names = labels.map(({ label }) => label);
  const leaky = names.includes('secret') && names.includes('untrusted');
  const name = capital(who('agent', agent));
  return {
    id: `session:${id}`,
    label: `${name} in ${plain(baseName(cwd), 40)}`,
    description: [...names.map(label => `#${label}`), `· ${ago(ts, now)}`].join(' '),
    tooltip: [
      `**${escapeMarkdown(name)}** in ${code(cwd)}`,
      names.map(label => `- **${label}**: it ${sessionLabels[label]}`).join('\n'),
      ...(leaky ? ['It has seen secrets and text from outside: whatever it sends out is asked about.'] : []),
      `Session ${code(id)}`,
    ].join('\n\n'),
    icon: { id: 'comment-discussion', color: leaky ? 'ringfence.denied' : 'ringfence.held' },
    context: 'session',
    accessible: `${name} in ${plain(cwd)}, ${labels.map(({ label }) => sessionLabels[label]).join(', ')}, ${ago(ts, now)}`,
  };
}

function labelLine(session: SessionRecord, { label, source, ts }: LabelMark, now: number): Line {
  const from = source === '' ? '' : plain(source, 60);
  return {
    id: `label:${session.id}:${label}`,
    label: labelTitles[label],
    description: [from, ago(ts, now)].filter(part => part !== '').join(' · '),
    tooltip: [
      `**${label}** — it ${sessionLabels[label]}${source === '' ? '' : `: ${code(source)}`}, ${moment(ts)}.`,
      consequences[label],
      'Clear the label once that no longer holds.',
    ].join('\n\n'),
    icon: labelIcons[label],
    context: 'label',
    accessible: [`Label ${label}: ${sessionLabels[label]}`, from, ago(ts, now)]
      .filter(part => part !== '')
      .join(', '),
  };
}

const verdictIcons: Readonly<Record<VerdictKind, Icon>> = {
  pass: { id: 'circle-small', color: 'ringfence.muted' },
  redact: { id: 'eye-closed', color: 'ringfence.held' },
  ask: { id: 'question', color: 'ringfence.held' },
  quarantine: { id: 'lock', color: 'ringfence.held' },
  deny: { id: 'circle-slash', color: 'ringfence.denied' },
};

function timelineIcon({ verdict, label }: TimelineLine): Icon {
  if (label !== undefined) return { id: 'tag', color: labelIcons[label].color ?? 'ringfence.held' };
  return verdict === undefined ? { id: 'person', color: 'ringfence.settled' } : verdictIcons[verdict];
}

/** Draws a line of a timeline; `id` tells it from its siblings. */
export function timelineLine(id: string, line: TimelineLine, now: number): Line {
  // The icon says already that a label follows from what stands above.
  const text = capital(plain(line.text.replace(/^→ /u, ''), 200));
  return {
    id: `${id}:${line.ts}`,
    label: text,
    description: ago(line.ts, now),
    tooltip: `${escapeMarkdown(text)}\n\n${moment(line.ts)}`,
    icon: timelineIcon(line),
    accessible: `${text}, ${ago(line.ts, now)}`,
  };
}

function earlierNode({ id }: SessionRecord, lines: number): SessionNode {
  const label = `${count(lines, 'earlier line')} left out`;
  return {
    kind: 'did',
    line: {
      id: `did:${id}:earlier`,
      label,
      description: '',
      tooltip: `The Activity view and ${code(`ringfence sessions show ${id}`)} tell everything.`,
      icon: { id: 'ellipsis', color: 'ringfence.muted' },
      accessible: label,
    },
  };
}
