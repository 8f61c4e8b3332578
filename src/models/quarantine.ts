/** The quarantine tree as data: held items first, by file, then what was decided. Must not import vscode. */
import type { Finding } from '../../common/finding.ts';
import type { ItemState, KeyChange, QuarantineItem } from '../../common/quarantine.ts';
import type { Icon, Line } from './node.ts';
import {
  ago,
  attempt,
  baseName,
  code,
  count,
  escapeMarkdown,
  fileName,
  harm,
  heldKeys,
  keyChange,
  keyName,
  plain,
  prose,
  strongest,
  who,
} from './wording.ts';

/** Is a node of the quarantine tree. */
export type QuarantineNode =
  | { readonly kind: 'file'; readonly line: Line; readonly items: readonly QuarantineItem[] }
  | { readonly kind: 'item'; readonly line: Line; readonly item: QuarantineItem }
  | { readonly kind: 'key'; readonly line: Line; readonly item: QuarantineItem; readonly key: KeyChange }
  | { readonly kind: 'finding'; readonly line: Line; readonly item: QuarantineItem }
  | { readonly kind: 'history'; readonly line: Line; readonly items: readonly QuarantineItem[] };

const stateWords: Readonly<Record<ItemState, string>> = {
  held: 'held back',
  approved: 'approved',
  kept: 'kept restored',
  discarded: 'discarded',
};

const stateIcons: Readonly<Record<ItemState, Icon>> = {
  held: { id: 'lock', color: 'ringfence.held' },
  approved: { id: 'check', color: 'ringfence.settled' },
  kept: { id: 'discard', color: 'ringfence.muted' },
  discarded: { id: 'trash', color: 'ringfence.muted' },
};

/** Returns the top of the tree; empty when there is nothing to show, so that the welcome text appears. */
export function quarantineRoots(items: readonly QuarantineItem[], now: number): readonly QuarantineNode[] {
  const held = items.filter(item => item.state === 'held');
  const settled = items.filter(item => item.state !== 'held');
  const files = [...Map.groupBy(held, item => item.path).values()].map(group => fileNode(group, now));
  return settled.length === 0 ? files : [...files, historyNode(settled)];
}

/** Returns what is under a node. */
export function quarantineChildren(node: QuarantineNode, now: number): readonly QuarantineNode[] {
  switch (node.kind) {
    case 'file':
      return node.items.map(item => ({ kind: 'item', item, line: nestedLine(item, now) }));
    case 'history':
      return node.items.map(item => itemNode(item, now));
    case 'item':
      return node.item.keys.length > 0 ? keyNodes(node.item) : findingNodes(node.item);
    case 'key':
    case 'finding':
      return [];
  }
}

/** Finds the line of an item anywhere in the tree, so that a view can reveal it. */
export const itemNode = (item: QuarantineItem, now: number): QuarantineNode => ({
  kind: 'item',
  item,
  line: itemLine(item, now),
});

function fileNode(items: readonly QuarantineItem[], now: number): QuarantineNode {
  const [first] = items;
  if (first === undefined) throw new RangeError('A file group needs an item.');
  if (items.length === 1) return itemNode(first, now);
  const file = fileName(first.path, first.root);
  return {
    kind: 'file',
    items,
    line: {
      id: `file:${first.path}`,
      label: plain(baseName(file)),
      description: [plain(folderOf(file)), count(items.length, 'change')].filter(Boolean).join(' · '),
      tooltip: `${count(items.length, 'change')} held back in ${code(file)}`,
      icon: { id: 'files', color: 'ringfence.held' },
      context: 'file',
      accessible: `${plain(file)}, ${count(items.length, 'change')} held back`,
    },
  };
}

function historyNode(items: readonly QuarantineItem[]): QuarantineNode {
  return {
    kind: 'history',
    items,
    line: {
      id: 'history',
      label: 'History',
      description: String(items.length),
      tooltip: 'Changes that were decided. Their bytes stay here until they are discarded.',
      icon: { id: 'history' },
      accessible: `History, ${count(items.length, 'decided change')}`,
    },
  };
}

function itemLine(item: QuarantineItem, now: number): Line {
  const file = fileName(item.path, item.root);
  const size = item.keys.length === 0 ? attempt(item) : count(heldKeys(item).length, 'key');
  const told = [plain(folderOf(file)), size, who(item.origin, item.agent), ago(item.ts, now)];
  const parts = item.state === 'held' ? told : [stateWords[item.state], ...told];
  return {
    id: `item:${item.id}`,
    label: plain(baseName(file)),
    description: parts.filter(part => part !== '').join(' · '),
    tooltip: itemTooltip(item, file),
    icon: itemIcon(item),
    context: `item.${item.state}`,
    accessible: `${plain(file)}, ${stateWords[item.state]}, ${size}, by ${who(item.origin, item.agent)}, ${ago(item.ts, now)}`,
  };
}

/** Draws an item under the name of its file: what was tried says more there than the name once again. */
function nestedLine(item: QuarantineItem, now: number): Line {
  const [key, ...others] = heldKeys(item);
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return {
    ...itemLine(item, now),
    label: key === undefined ? `File ${attempt(item)}` : `${plain(keyName(key.keyPath), 60)}${more}`,
    description: `${who(item.origin, item.agent)} · ${ago(item.ts, now)}`,
  };
}

function itemIcon(item: QuarantineItem): Icon {
  if (item.state !== 'held') return stateIcons[item.state];
  const severity = strongest(item.findings);
  return severity === 'critical' || severity === 'high'
    ? { id: 'lock', color: 'ringfence.denied' }
    : stateIcons.held;
}

function itemTooltip(item: QuarantineItem, file: string): string {
  const danger = harm(item);
  const keys = heldKeys(item)
    .slice(0, 8)
    .map(key => `- ${code(keyName(key.keyPath))}: ${code(keyChange(key))}`);
  return [
    `**${escapeMarkdown(file)}** — ${stateWords[item.state]}`,
    escapeMarkdown(item.reason),
    ...(danger === undefined ? [] : [`It ${danger}.`]),
    ...(keys.length === 0 ? [] : [keys.join('\n')]),
    `By ${escapeMarkdown(who(item.origin, item.agent))}.`,
  ].join('\n\n');
}

const keyNodes = (item: QuarantineItem): readonly QuarantineNode[] =>
  [...item.keys]
    .sort((a, b) => Number(b.restored) - Number(a.restored))
    .map((key, index) => ({ kind: 'key', item, key, line: keyLine(item, key, index) }));

function keyLine(item: QuarantineItem, key: KeyChange, index: number): Line {
  const name = keyName(key.keyPath);
  const fate = key.restored
    ? item.state === 'held'
      ? 'held back'
      : stateWords[item.state]
    : 'harmless, stayed in the file';
  return {
    id: `key:${item.id}:${index}`,
    label: plain(name),
    description: plain(keyChange(key), 100),
    tooltip: `${code(name)} — ${fate}\n\n${code(keyChange(key, 200), 400)}`,
    icon: key.restored ? stateIcons[item.state] : { id: 'pass', color: 'ringfence.settled' },
    context: key.restored && item.state === 'held' ? 'key.held' : 'key',
    accessible: `${plain(name)}, ${fate}, ${plain(keyChange(key), 100)}`,
  };
}

const findingNodes = (item: QuarantineItem): readonly QuarantineNode[] =>
  item.findings.map((finding, index) => ({
    kind: 'finding',
    item,
    line: findingLine(item, finding, index),
  }));

function findingLine(item: QuarantineItem, finding: Finding, index: number): Line {
  return {
    id: `finding:${item.id}:${index}`,
    label: plain(finding.message.replaceAll('`', '')),
    description: finding.severity,
    tooltip: prose([finding.message, finding.remedy ?? ''].join(' ').trim()),
    icon: { id: 'info', color: 'ringfence.muted' },
    accessible: `${finding.severity}: ${plain(finding.message)}`,
  };
}

const folderOf = (file: string): string => file.split('/').slice(0, -1).join('/');
