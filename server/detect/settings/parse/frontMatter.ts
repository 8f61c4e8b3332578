/** Markdown that agents obey: what its head says as keys, and its lines as `#lines`. */
import { childrenOf, type ConfigDocument, type ConfigEntry, type ConfigNode } from '../document.ts';
import { parseScript } from './lines.ts';
import { createTreeBuilder } from './plain.ts';
import { parseYaml } from './yaml.ts';

/** The head is the block between `---` lines at the very beginning; more than this is no head. */
const maxHead = 50_000;
const head = /^---[ \t]*\r?\n/;
const end = /\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/g;

/** Parses a head and the lines below; a head that is no YAML, as many are, is read line by line. */
export function parseFrontMatter(text: string, source: string): ConfigDocument {
  const opening = head.exec(text)?.[0].length ?? 0;
  end.lastIndex = Math.max(0, opening - 1);
  const closing = opening === 0 ? null : end.exec(text.slice(0, maxHead));
  const to = closing === null ? 0 : closing.index;
  const keys = closing === null ? [] : headEntries(text.slice(opening, to), opening, source);
  const body = bodyOf(text, closing === null ? 0 : to + closing[0].length);
  const root: ConfigNode = { type: 'object', entries: [...keys, body], start: 0, end: text.length };
  return { root, problems: [], duplicates: [], broken: false, unread: false };
}

function headEntries(text: string, offset: number, source: string): readonly ConfigEntry[] {
  const parsed = parseYaml(text, source);
  const root = parsed.broken || parsed.root?.type !== 'object' ? salvage(text) : parsed.root;
  const moved = shifted(root, offset);
  if (moved.type !== 'object') return [];
  return moved.entries.map(entry =>
    /^(?:allowed[-_]?)?tools$/i.test(entry.key) ? { ...entry, node: listed(entry.node) } : entry,
  );
}

/** Tools may be named in one line: `Bash(git add:*), Read`. Commas within brackets divide nothing. */
function listed(node: ConfigNode): ConfigNode {
  if (node.type !== 'scalar' || typeof node.value !== 'string') return node;
  const { start, end: last } = node;
  const names = node.value.replace(/^\[(.*)\]$/s, '$1').match(/[^,()]+(?:\([^()]*\))?/g) ?? [];
  const items = names.map(name => name.trim().replaceAll(/^["']|["']$/g, '')).filter(name => name !== '');
  return {
    type: 'array',
    items: items.map(value => ({ type: 'scalar', value, start, end: last })),
    start,
    end: last,
  };
}

/** Reads `key: value` lines and the `- item` lines below a key. */
function salvage(text: string): ConfigNode {
  const builder = createTreeBuilder();
  let key = '';
  let at = 0;
  for (const line of text.split('\n')) {
    const pair = /^([A-Za-z][\w-]*)\s*:\s*(.*)$/.exec(line.trimEnd());
    const item = /^\s*-\s+(.+)$/.exec(line.trimEnd());
    if (pair !== null) {
      key = pair[1] ?? '';
      if (pair[2] !== '') builder.add([key], pair[2] ?? '', at, at + line.length);
    } else if (item !== null && key !== '') builder.add([key], item[1] ?? '', at, at + line.length);
    at += line.length + 1;
  }
  return builder.build();
}

function shifted(node: ConfigNode, by: number): ConfigNode {
  const place = { start: node.start + by, end: node.end + by };
  if (node.type === 'scalar') return { ...node, ...place };
  if (node.type === 'array') return { ...node, ...place, items: node.items.map(item => shifted(item, by)) };
  const entries = node.entries.map(entry => ({
    ...entry,
    start: entry.start + by,
    node: shifted(entry.node, by),
  }));
  return { ...node, ...place, entries };
}

function bodyOf(text: string, from: number): ConfigEntry {
  const { root } = parseScript(text.slice(from), true);
  const items = root === undefined ? [] : childrenOf(root).map(({ node }) => shifted(node, from));
  return {
    key: '#lines',
    start: from,
    node: { type: 'array', items, start: from, end: text.length },
    shadowed: false,
  };
}
