/** The posture as data: groups of settings, what to say about each, what to tell a person. Must not import vscode. */
import type { LevelSummary, PostureLine, PostureReport, PostureState, Repair } from '../../common/posture.ts';
import type { Icon, Line } from './node.ts';
import { capital, code, count, nearName, plain, prose, shorten } from './wording.ts';

/** Is a group of settings that stand alike. */
export type PostureGroup = PostureState | 'open';

/** Is a node of the tree. */
export type PostureNode =
  | { readonly kind: 'level'; readonly line: Line }
  | { readonly kind: 'ready'; readonly line: Line }
  | { readonly kind: 'group'; readonly line: Line; readonly group: PostureGroup }
  | { readonly kind: 'setting'; readonly line: Line; readonly setting: PostureLine };

interface GroupWords {
  readonly title: string;
  readonly about: string;
  readonly icon: Icon;
}

const groups: Readonly<Record<PostureGroup, GroupWords>> = {
  drifted: {
    title: 'Looser than the profile',
    about: 'Somebody or something made these looser than your profile expects. A repair puts each right.',
    icon: { id: 'warning', color: 'ringfence.denied' },
  },
  latent: {
    title: 'Waits for your trust',
    about: 'The folder holds these; they would count as soon as you trust it.',
    icon: { id: 'workspace-untrusted', color: 'ringfence.held' },
  },
  unset: {
    title: 'Not set yet',
    about: 'The product’s own default is looser than your profile expects, and nobody has set it.',
    icon: { id: 'circle-large-outline', color: 'ringfence.held' },
  },
  locked: {
    title: 'Locked by a policy',
    about: 'A default that is not VS Code’s own: that is how a policy shows to extensions.',
    icon: { id: 'lock', color: 'ringfence.settled' },
  },
  holds: {
    title: 'Holds',
    about: 'As expected, for now: no policy keeps it so.',
    icon: { id: 'pass', color: 'ringfence.settled' },
  },
  open: {
    title: 'No layer can lock',
    about:
      'VS Code has no policy for these: anybody who can write your settings can change them. They are watched.',
    icon: { id: 'unlock', color: 'ringfence.muted' },
  },
  unknown: {
    title: 'Not in this VS Code',
    about: 'This version or this editor does not know these settings.',
    icon: { id: 'circle-slash', color: 'ringfence.muted' },
  },
};

const groupOrder = Object.keys(groups) as readonly PostureGroup[];

const stateWords: Readonly<Record<PostureState, string>> = {
  drifted: 'looser',
  latent: 'waits for trust',
  unset: 'not set',
  locked: 'locked',
  holds: 'holds',
  unknown: 'not known here',
};

/** Returns the top of the tree: the level, then every group that is not empty. */
export function postureRoots(report: PostureReport): readonly PostureNode[] {
  return [
    { kind: 'level', line: levelLine(report) },
    ...groupOrder.flatMap((group): readonly PostureNode[] => {
      const found = settingsOf(report, group);
      return found.length === 0 ? [] : [{ kind: 'group', group, line: groupLine(group, found.length) }];
    }),
  ];
}

/** Returns what is under a node. */
export function postureChildren(node: PostureNode, report: PostureReport): readonly PostureNode[] {
  if (node.kind === 'level')
    return report.levels.map(level => ({ kind: 'ready', line: readyLine(level, report) }));
  if (node.kind !== 'group') return [];
  return settingsOf(report, node.group).map(setting => ({
    kind: 'setting',
    setting,
    line: settingLine(setting, node.group),
  }));
}

const settingsOf = ({ lines }: PostureReport, group: PostureGroup): readonly PostureLine[] =>
  lines.filter(line =>
    group === 'open' ? line.policy === undefined && line.state !== 'unknown' : line.state === group,
  );

function levelLine({ level, from, levels, trusted }: PostureReport): Line {
  const present = levels.find(each => each.level === level);
  const holding = present === undefined ? '' : `${present.holding} of ${present.known} hold`;
  const description = [holding, from === 'team' ? 'set by your team' : '']
    .filter(part => part !== '')
    .join(' · ');
  const restricted = trusted ? [] : ['The folder is not trusted: some of its settings do not count yet.'];
  return {
    id: 'posture:level',
    label: `Level: ${capital(level)}`,
    description,
    tooltip: [present?.about ?? '', ...restricted].map(text => prose(text)).join('\n\n'),
    icon: { id: 'shield' },
    accessible: `Level ${level}, ${description}`,
  };
}

function readyLine({ level, about, holding, known }: LevelSummary, report: PostureReport): Line {
  const description = `${holding} of ${known} hold${level === report.level ? ' · in force' : ''}`;
  return {
    id: `posture:level:${level}`,
    label: capital(level),
    description,
    tooltip: prose(about),
    icon: level === report.level ? { id: 'check', color: 'ringfence.settled' } : { id: 'blank' },
    accessible: `${level}, ${description}. ${about}`,
  };
}

function groupLine(group: PostureGroup, size: number): Line {
  const { title, about, icon } = groups[group];
  return {
    id: `posture:${group}`,
    label: title,
    description: String(size),
    tooltip: prose(about),
    icon,
    context: `posture.group.${group}`,
    accessible: `${title}, ${count(size, 'setting')}`,
  };
}

function settingLine(setting: PostureLine, group: PostureGroup): Line {
  const { key, state, severity } = setting;
  const where = [...new Set(setting.loosened.map(({ file }) => nearName(file)))].join(', ');
  const detail = where === '' ? detailOf(setting, group) : where;
  const description = plain(detail, 80);
  return {
    id: `posture:${group}:${key}`,
    label: key,
    description,
    tooltip: tooltipOf(setting),
    icon: state === 'drifted' ? gravity(severity) : groups[state].icon,
    ...(setting.repairs.length === 0 ? {} : { context: `posture.${state}` }),
    accessible: `${key}, ${stateWords[state]}, ${description}`,
  };
}

const detailOf = ({ state, effective, expected }: PostureLine, group: PostureGroup): string => {
  if (group === 'open') return stateWords[state];
  return state === 'unset'
    ? `${valueText(effective)} → ${valueText(expected)}`
    : valueText(effective ?? expected);
};

const gravity = (severity: PostureLine['severity']): Icon => ({
  id: 'warning',
  color: severity === 'critical' || severity === 'high' ? 'ringfence.denied' : 'ringfence.held',
});

function tooltipOf({ key, why, expected, effective, loosened, remedy, policy }: PostureLine): string {
  const entries = loosened.flatMap(({ entries }) => entries);
  return [
    code(key),
    prose(why),
    `Expected: ${code(valueText(expected))}`,
    ...(effective === undefined ? [] : [`In effect: ${code(valueText(effective))}`]),
    ...loosened.map(({ file }) => `Looser in ${code(file)}`),
    ...(entries.length === 0 ? [] : [`By ${entries.map(entry => code(entry, 60)).join(', ')}`]),
    ...(remedy === '' ? [] : [prose(remedy)]),
    policy === undefined ? 'No policy can lock it.' : `The policy ${code(policy)} can lock it.`,
  ].join('\n\n');
}

const valueText = (value: unknown): string =>
  value === undefined ? 'not set' : shorten(JSON.stringify(value), 120);

/** Names what drifted, so that the same is told once. */
export const driftIds = ({ lines }: PostureReport): ReadonlyMap<string, PostureLine> =>
  new Map(
    lines
      .filter(({ state }) => state === 'drifted')
      .flatMap(line =>
        line.loosened.map(
          ({ layer, folder = '' }) => [JSON.stringify([line.key, layer, folder]), line] as const,
        ),
      ),
  );

/**
 * Returns the settings that became looser since a report. When a window opens, what a folder brought along is told if it
 * is grave; what the person set themselves some time ago is in the view.
 */
export function looserSince(
  before: ReadonlyMap<string, PostureLine> | undefined,
  report: PostureReport,
): readonly PostureLine[] {
  const fresh = [...driftIds(report)].filter(([id]) => before?.has(id) !== true).map(([, line]) => line);
  const told =
    before === undefined
      ? fresh.filter(
          ({ severity, loosened }) =>
            (severity === 'critical' || severity === 'high') &&
            loosened.some(({ layer }) => layer === 'workspace' || layer === 'folder'),
        )
      : fresh;
  return [...new Set(told)];
}

/** Says in a notification what became looser; undefined when nothing did. */
export function looserNotice(
  looser: readonly PostureLine[],
): { readonly message: string; readonly buttons: readonly ('Repair' | 'Show')[] } | undefined {
  const [first, ...others] = looser;
  if (first === undefined) return undefined;
  const where = first.loosened.map(({ file }) => nearName(file)).at(-1) ?? '';
  const more = others.length === 0 ? '' : ` and ${count(others.length, 'more setting')}`;
  const verb = others.length === 0 ? 'is' : 'are';
  return {
    message: `Ringfence: ${first.key}${where === '' ? '' : ` (${plain(where, 60)})`}${more} ${verb} looser than your profile expects. ${plain(first.why, 200)}`,
    buttons: looser.some(({ repairs }) => repairs.length > 0) ? ['Repair', 'Show'] : ['Show'],
  };
}

/** Returns the repairs of settings. */
export const repairsOf = (settings: readonly PostureLine[]): readonly Repair[] =>
  settings.flatMap(({ repairs }) => repairs);

/** Says what was repaired, and in which files. */
export function repairedNotice(repairs: readonly Repair[]): string {
  const keys = [...new Set(repairs.map(({ key }) => key))];
  const files = [...new Set(repairs.map(({ file }) => nearName(file)))].map(file => plain(file, 60));
  const [key] = keys;
  const what = keys.length === 1 && key !== undefined ? key : count(keys.length, 'setting');
  return `Ringfence: ${what} repaired in ${files.join(', ')}.`;
}
