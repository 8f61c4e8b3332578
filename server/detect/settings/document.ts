/**
 * The tree that every configuration format is parsed into: JSON, TOML, YAML and INI look alike to the rules.
 * Offsets point into the text that the caller gave. Pure; must not import a parser.
 */
import type { Position } from '../../../common/finding.ts';
import type { Problem } from '../../../common/result.ts';

/** Is a scalar of any format; what JSON cannot hold (dates) is text. */
export type Scalar = string | number | boolean | null;

/** Is one key of an object and its value. A later key of the same name shadows it. */
export interface ConfigEntry {
  readonly key: string;
  readonly start: number;
  readonly node: ConfigNode;
  readonly shadowed: boolean;
}

/** Is a value with its place in the text. */
export type ConfigNode =
  | {
      readonly type: 'object';
      readonly entries: readonly ConfigEntry[];
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly type: 'array';
      readonly items: readonly ConfigNode[];
      readonly start: number;
      readonly end: number;
    }
  | { readonly type: 'scalar'; readonly value: Scalar; readonly start: number; readonly end: number };

/** Names a place in a tree, outermost first. */
export type KeyPath = readonly (string | number)[];

/**
 * Is a parsed text. `broken` means that programs may read it differently; `unread` that a part was not read at all, so
 * that absence proves nothing.
 */
export interface ConfigDocument {
  readonly root: ConfigNode | undefined;
  readonly problems: readonly Problem[];
  readonly duplicates: readonly { readonly keyPath: KeyPath; readonly start: number }[];
  readonly broken: boolean;
  readonly unread: boolean;
}

/** Bounds how deep a tree may be: no configuration that a person writes comes near it. */
export const maxDepth = 64;

/** Lists the children of a node with their keys, shadowed entries included. */
export function childrenOf(
  node: ConfigNode,
): readonly { readonly key: string | number; readonly node: ConfigNode }[] {
  if (node.type === 'object') return node.entries;
  if (node.type === 'array') return node.items.map((item, key) => ({ key, node: item }));
  return [];
}

/** Returns the value of a key, the last one when it is there twice, as VS Code and most agents do. */
export function child(node: ConfigNode | undefined, key: string): ConfigNode | undefined {
  if (node?.type !== 'object') return undefined;
  return node.entries.findLast(entry => entry.key === key)?.node;
}

/** Follows a path of object keys. */
export const descend = (node: ConfigNode | undefined, keys: readonly string[]): ConfigNode | undefined =>
  keys.reduce(child, node);

/** Returns the text of a scalar string, else undefined. */
export const textOf = (node: ConfigNode | undefined): string | undefined =>
  node?.type === 'scalar' && typeof node.value === 'string' ? node.value : undefined;

/** Lists the strings of a node: itself, or the strings directly inside an array. */
export function textsOf(node: ConfigNode | undefined): readonly string[] {
  if (node?.type === 'array') return node.items.flatMap(item => textOf(item) ?? []);
  const text = textOf(node);
  return text === undefined ? [] : [text];
}

/** Renders a value so that equal values give equal texts, whatever their formatting and key order. */
export function canonical(node: ConfigNode): string {
  if (node.type === 'scalar') return JSON.stringify(node.value);
  if (node.type === 'array') return `[${node.items.map(canonical).join(',')}]`;
  const effective = node.entries.filter(entry => !entry.shadowed);
  return `{${effective
    .map(entry => `${JSON.stringify(entry.key)}:${canonical(entry.node)}`)
    .sort()
    .join(',')}}`;
}

/** Turns offsets of a text into positions; keeps the line starts, so that many look-ups stay cheap. */
export function positionsOf(text: string): (offset: number) => Position {
  let starts: number[] | undefined;
  return offset => {
    starts ??= lineStarts(text);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
  return starts;
}
