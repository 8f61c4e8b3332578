/** Finds the values that rules look at: walks a tree along key patterns, iteratively bounded by the tree's depth. */
import { namespaceOf, type Catalogue, type Probe } from './catalogue.ts';
import { childrenOf, descend, type ConfigNode, type KeyPath } from './document.ts';
import type { View } from './dialects.ts';

/** Is a value that a probe's pattern leads to. */
export interface Match {
  readonly probe: Probe;
  readonly node: ConfigNode;
  readonly key: string;
  readonly keyPath: KeyPath;
  /** What is taken back as a whole, at or above `keyPath`. */
  readonly unitPath: KeyPath;
  readonly unit: ConfigNode;
  readonly start: number;
  /** True for a settings key that is written as nested objects, which slips past VS Code's own scope filter. */
  readonly nested: boolean;
}

/** Is one place of a tree with its key, its path and the name that rules know it by. */
export interface NamedValue {
  readonly name: string;
  readonly key: string;
  readonly node: ConfigNode;
  readonly keyPath: KeyPath;
  readonly start: number;
  readonly nested: boolean;
}

const maxNesting = 8;

/** Lists what a view holds under the names that rules use: settings are named by their whole dotted key. */
export function namedValues(root: ConfigNode | undefined, view: View): readonly NamedValue[] {
  const node = descend(root, view.at);
  if (node === undefined) return [];
  const values = childrenOf(node).map(item => named(item, view.at));
  return view.dialect === 'settings' ? values.flatMap(value => dotted(value, 0)) : values;
}

function named(item: ReturnType<typeof childrenOf>[number], path: KeyPath): NamedValue {
  const key = String(item.key);
  return {
    name: key,
    key,
    node: item.node,
    keyPath: [...path, item.key],
    start: startOf(item),
    nested: false,
  };
}

/** Lists a setting and what is nested in it; a language block such as `[python]` holds settings of its own. */
function dotted(value: NamedValue, depth: number): readonly NamedValue[] {
  if (value.node.type !== 'object' || depth >= maxNesting) return [value];
  const isLanguage = /^\[.+\]$/.test(value.name);
  const inner = value.node.entries.flatMap(entry => {
    const name = isLanguage ? entry.key : `${value.name}.${entry.key}`;
    const nested = value.nested || !isLanguage;
    const item = {
      name,
      key: entry.key,
      node: entry.node,
      keyPath: [...value.keyPath, entry.key],
      start: entry.start,
      nested,
    };
    return dotted(item, depth + 1);
  });
  return isLanguage ? inner : [value, ...inner];
}

const startOf = (item: { readonly node: ConfigNode; readonly start?: number }): number =>
  item.start ?? item.node.start;

/** Finds every value of a view that a rule of the catalogue looks at. */
export function matchView(values: readonly NamedValue[], view: View, catalogue: Catalogue): readonly Match[] {
  const index = catalogue.index.get(view.dialect);
  if (index === undefined) return [];
  const matches: Match[] = [];
  for (const value of values) {
    for (const probe of index.named.get(value.name) ?? []) collect(probe, value, 1, matches);
    for (const probe of index.globs.get(namespaceOf(value.name)) ?? []) collectLoose(probe, value, matches);
    for (const probe of index.other) collectLoose(probe, value, matches);
  }
  return matches;
}

/** Follows a pattern that does not begin with a plain name. */
function collectLoose(probe: Probe, value: NamedValue, matches: Match[]): void {
  const [first, second] = probe.pattern.segments;
  if (first?.type === 'glob' && fits(first, value.name)) collect(probe, value, 1, matches);
  // Nested expansions of a setting are names, not places: only true top-level values begin a path.
  if (value.nested || first === undefined) return;
  if (first.type === 'any') collect(probe, value, 1, matches);
  if (first.type !== 'deep') return;
  collect(probe, value, 0, matches);
  if (fits(second, value.name)) collect(probe, value, 2, matches);
}

function fits(segment: Probe['pattern']['segments'][number] | undefined, name: string): boolean {
  if (segment === undefined) return false;
  if (segment.type === 'name') return segment.name === name;
  return segment.type === 'glob' ? segment.pattern.test(name) : true;
}

interface Cursor {
  readonly node: ConfigNode;
  readonly key: string;
  readonly path: KeyPath;
  readonly start: number;
  readonly at: number;
  readonly unit: { readonly node: ConfigNode; readonly path: KeyPath } | undefined;
}

/** Follows a pattern from a value whose key already met the first `at` segments. */
function collect(probe: Probe, value: NamedValue, at: number, matches: Match[]): void {
  const { segments, unit } = probe.pattern;
  const stack: Cursor[] = [
    { node: value.node, key: value.key, path: value.keyPath, start: value.start, at, unit: undefined },
  ];
  for (let cursor = stack.pop(); cursor !== undefined; cursor = stack.pop()) {
    const here: Cursor = cursor.at >= unit ? { ...cursor, unit: cursor.unit ?? cursor } : cursor;
    const segment = segments[here.at];
    if (segment === undefined) {
      matches.push(matchOf(probe, here, value.nested));
      continue;
    }
    const next: Cursor[] = [];
    for (const item of childrenOf(here.node)) {
      const key = typeof item.key === 'string' ? item.key : here.key;
      const step = {
        node: item.node,
        key,
        path: [...here.path, item.key],
        start: startOf(item),
        unit: here.unit,
      };
      if (segment.type === 'deep') {
        next.push({ ...step, at: here.at });
        if (fits(segments[here.at + 1], String(item.key))) next.push({ ...step, at: here.at + 2 });
      } else if (fits(segment, String(item.key))) next.push({ ...step, at: here.at + 1 });
    }
    stack.push(...next.reverse());
  }
}

function matchOf(probe: Probe, { node, key, path, start, unit }: Cursor, nested: boolean): Match {
  return {
    probe,
    node,
    key,
    keyPath: path,
    unitPath: unit?.path ?? path,
    unit: unit?.node ?? node,
    start,
    nested,
  };
}
