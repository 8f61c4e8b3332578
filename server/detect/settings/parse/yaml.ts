/** YAML through the `yaml` library, with its own places. Aliases are followed once and within a budget. */
import { isAlias, isMap, isScalar, isSeq, parseDocument, type Document, type Node } from 'yaml';
import type { Problem } from '../../../../common/result.ts';
import {
  maxDepth,
  positionsOf,
  type ConfigDocument,
  type ConfigEntry,
  type ConfigNode,
  type KeyPath,
  type Scalar,
} from '../document.ts';

/** A tree of aliases can grow without bound ("billion laughs"): no configuration needs more nodes than this. */
const maxNodes = 100_000;

interface Walk {
  readonly document: Document.Parsed;
  readonly duplicates: { keyPath: KeyPath; start: number }[];
  nodes: number;
  cut: boolean;
}

/** Parses YAML; what can be made out of a broken file is kept. */
export function parseYaml(text: string, source: string): ConfigDocument {
  const problem = (message: string, offset?: number): Problem => ({
    source,
    message,
    remedy: 'Mend the YAML so that every program reads the same from it.',
    ...(offset === undefined ? {} : positionsOf(text)(offset)),
  });
  if (bracketDepth(text) > maxBrackets) {
    return {
      root: undefined,
      problems: [problem('The YAML nests too deeply to be read.')],
      duplicates: [],
      broken: true,
      unread: true,
    };
  }
  try {
    const document = parseDocument(text, {
      uniqueKeys: false,
      strict: false,
      logLevel: 'silent',
      prettyErrors: false,
    });
    const walk: Walk = { document, duplicates: [], nodes: 0, cut: false };
    const contents: unknown = document.contents;
    const root = contents === null ? undefined : convert(walk, contents, [], 0);
    const problems = document.errors
      .slice(0, 20)
      .map(error => problem('The YAML is not well formed.', error.pos[0]));
    if (walk.cut) problems.push(problem('The file nests or repeats too much; a part was not assessed.'));
    return { root, problems, duplicates: walk.duplicates, broken: problems.length > 0, unread: walk.cut };
  } catch {
    // The library recurses: hostile nesting ends in a RangeError, and nothing can be said of such a file.
    return {
      root: undefined,
      problems: [problem('The YAML could not be read.')],
      duplicates: [],
      broken: true,
      unread: true,
    };
  }
}

/** More open brackets than this are no configuration, and the library takes the square of their number. */
const maxBrackets = 500;

/** Counts how deep brackets nest at most; those in texts count too, which errs on the safe side. */
function bracketDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = Math.max(0, depth + (bracket === '[' || bracket === '{' ? 1 : -1));
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function convert(walk: Walk, value: unknown, path: KeyPath, outer: number): ConfigNode {
  if (++walk.nodes > maxNodes || path.length > maxDepth) walk.cut = true;
  if (walk.cut) return { type: 'scalar', value: null, start: outer, end: outer };
  if (isAlias(value)) return convert(walk, value.resolve(walk.document), [...path, '*'], outer);
  const { start, end } = rangeOf(value, outer);
  if (isMap(value)) return { type: 'object', entries: entriesOf(walk, value.items, path, start), start, end };
  if (isSeq(value)) {
    const items = value.items.map((item, index) => convert(walk, item, [...path, index], start));
    return { type: 'array', items, start, end };
  }
  return { type: 'scalar', value: isScalar(value) ? scalar(value.value) : null, start, end };
}

function entriesOf(
  walk: Walk,
  pairs: readonly { readonly key: unknown; readonly value: unknown }[],
  path: KeyPath,
  outer: number,
): readonly ConfigEntry[] {
  const keys = pairs.map(pair => String(isScalar(pair.key) ? pair.key.value : ''));
  const last = new Map(keys.map((key, index) => [key, index]));
  return pairs.map((pair, index) => {
    const key = keys[index] ?? '';
    const { start } = rangeOf(pair.key, outer);
    const shadowed = last.get(key) !== index;
    if (shadowed) walk.duplicates.push({ keyPath: [...path, key], start });
    return { key, start, node: convert(walk, pair.value, [...path, key], start), shadowed };
  });
}

function rangeOf(value: unknown, outer: number): { readonly start: number; readonly end: number } {
  const range = isNode(value) ? value.range : undefined;
  return range === undefined || range === null
    ? { start: outer, end: outer }
    : { start: range[0], end: range[1] };
}

const isNode = (value: unknown): value is Node =>
  isMap(value) || isSeq(value) || isScalar(value) || isAlias(value);

function scalar(value: unknown): Scalar {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return value.toString();
  return value instanceof Date ? value.toISOString() : null;
}
