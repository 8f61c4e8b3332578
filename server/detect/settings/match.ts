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
  /** Paths are put together for matches alone: most places of a tree are none. */
  readonly up: Cursor | undefined;
  readonly step: string | number;
  readonly start: number;
  readonly at: number;
  readonly unit: Cursor | undefined;
}

/** Follows a pattern from a value whose key already met the first `at` segments. */
function collect(probe: Probe, value: NamedValue, at: number, matches: Match[]): void {
  const { segments, unit } = probe.pattern;
  const stack: Cursor[] = [
    { node: value.node, key: value.key, up: undefined, step: '', start: value.start, at, unit: undefined },
  ];
  for (let cursor = stack.pop(); cursor !== undefined; cursor = stack.pop()) {
    const here: Cursor =
      cursor.at >= unit && cursor.unit === undefined ? { ...cursor, unit: cursor } : cursor;
    const segment = segments[here.at];
    if (segment === undefined) {
      matches.push(matchOf(probe, here, value));
      continue;
    }
    const children = childrenOf(here.node);
    for (let index = children.length - 1; index >= 0; index--) {
      const item = children[index];
      if (item !== undefined) descendInto(stack, here, item, segments);
    }
  }
}

/** Pushes a child once for each way in which a pattern may go on there; the first way is taken first. */
function descendInto(
  stack: Cursor[],
  here: Cursor,
  item: ReturnType<typeof childrenOf>[number],
  segments: Probe['pattern']['segments'],
): void {
  const segment = segments[here.at];
  const push = (at: number): void => {
    stack.push({
      node: item.node,
      key: typeof item.key === 'string' ? item.key : here.key,
      up: here,
      step: item.key,
      start: startOf(item),
      at,
      unit: here.unit,
    });
  };
  if (segment?.type !== 'deep') {
    if (fits(segment, String(item.key))) push(here.at + 1);
    return;
  }
  if (fits(segments[here.at + 1], String(item.key))) push(here.at + 2);
  if (item.node.type !== 'scalar') push(here.at);
}

function pathOf(cursor: Cursor, base: KeyPath): KeyPath {
  const steps: (string | number)[] = [];
  for (let at = cursor; at.up !== undefined; at = at.up) steps.push(at.step);
  return [...base, ...steps.reverse()];
}

function matchOf(probe: Probe, cursor: Cursor, { keyPath, nested }: NamedValue): Match {
  const { node, key, start, unit = cursor } = cursor;
  return {
    probe,
    node,
    key,
    keyPath: pathOf(cursor, keyPath),
    unitPath: pathOf(unit, keyPath),
    unit: unit.node,
    start,
    nested,
  };
}
