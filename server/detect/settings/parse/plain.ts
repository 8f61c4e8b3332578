/** Turns plain values that a library parsed into the common tree, with places found by the caller. */
import { maxDepth, type ConfigEntry, type ConfigNode, type KeyPath, type Scalar } from '../document.ts';

/** Finds where a key stands in the text; undefined when it cannot be told. */
export type Locate = (path: KeyPath) => { readonly start: number; readonly end: number } | undefined;

/** Converts a parsed value; what nests below the depth limit is cut off and reported through `onCut`. */
export function fromPlain(value: unknown, locate: Locate, onCut: () => void): ConfigNode {
  const convert = (item: unknown, path: KeyPath, outer: { start: number; end: number }): ConfigNode => {
    const { start, end } = locate(path) ?? outer;
    const place = { start, end };
    if (typeof item !== 'object' || item === null) return { type: 'scalar', value: scalar(item), ...place };
    if (item instanceof Date) return { type: 'scalar', value: item.toISOString(), ...place };
    if (path.length >= maxDepth) {
      onCut();
      return { type: 'scalar', value: null, ...place };
    }
    if (Array.isArray(item)) {
      const items = item.map((inner: unknown, index) => convert(inner, [...path, index], place));
      return { type: 'array', items, ...place };
    }
    const entries = Object.entries(item).map(([key, inner]): ConfigEntry => {
      const node = convert(inner, [...path, key], place);
      return { key, start: node.start, node, shadowed: false };
    });
    return { type: 'object', entries, ...place };
  };
  return convert(value, [], { start: 0, end: 0 });
}

function scalar(value: unknown): Scalar {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return typeof value === 'bigint' ? value.toString() : null;
}

/** Builds an object tree step by step, for line-based formats; keys that repeat are kept, since they add up. */
export interface TreeBuilder {
  add(path: readonly string[], value: Scalar, start: number, end: number): void;
  build(): ConfigNode;
}

interface Branch {
  readonly children: { key: string; start: number; value: Branch | ConfigNode }[];
  readonly named: Map<string, Branch>;
  readonly start: number;
}

/** Creates a builder for an object tree. */
export function createTreeBuilder(): TreeBuilder {
  const branch = (start: number): Branch => ({ children: [], named: new Map(), start });
  const root = branch(0);
  const into = (parent: Branch, key: string, start: number): Branch => {
    const known = parent.named.get(key);
    if (known !== undefined) return known;
    const created = branch(start);
    parent.named.set(key, created);
    parent.children.push({ key, start, value: created });
    return created;
  };
  const finish = (node: Branch): ConfigNode => {
    const entries = node.children.map(({ key, start, value }): ConfigEntry => {
      return { key, start, node: 'children' in value ? finish(value) : value, shadowed: false };
    });
    return { type: 'object', entries, start: node.start, end: entries.at(-1)?.node.end ?? node.start };
  };
  return {
    add(path, value, start, end) {
      const parent = path.slice(0, -1).reduce((node, key) => into(node, key, start), root);
      parent.children.push({ key: path.at(-1) ?? '', start, value: { type: 'scalar', value, start, end } });
    },
    build: () => finish(root),
  };
}
