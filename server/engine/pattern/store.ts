/** Keeps compiled patterns, so that the same one is compiled once, and those of bundled rules when the product is built. */
import type { LanguageId } from '../languages/language.ts';
import { Node, type Kind } from '../tree/node.ts';
import type { Pattern } from './compile.ts';

/** Is a node as plain data: kind, text, children; the latter left out where there are none. */
type StoredNode = readonly [kind: Kind, text?: string, kids?: readonly StoredNode[]];

/** Is a compiled pattern as plain data. */
export interface StoredPattern {
  readonly shape: Pattern['shape'];
  readonly nodes: readonly StoredNode[];
  readonly names: readonly string[];
  readonly metavariables: readonly string[];
}

/** Is a set of compiled patterns as plain data: by language, then by the pattern's text. */
export type StoredPatterns = Readonly<Partial<Record<LanguageId, Readonly<Record<string, StoredPattern>>>>>;

/** Remembers compiled patterns. */
export interface PatternStore {
  get(language: LanguageId, text: string): Pattern | undefined;
  put(text: string, pattern: Pattern): void;
  /** Returns everything as plain data. */
  stored(): StoredPatterns;
}

/** Creates a store, with patterns that were compiled before; those are read when they are first asked for. */
export function createPatternStore(before: readonly StoredPatterns[] = []): PatternStore {
  const known = new Map<string, Pattern>();
  const keyOf = (language: LanguageId, text: string): string => `${language}:${text}`;
  return {
    get: (language, text) => {
      const key = keyOf(language, text);
      const found = known.get(key);
      if (found !== undefined) return found;
      for (const patterns of before) {
        const stored = patterns[language];
        // A pattern's text may be the name of something that every object has.
        if (stored === undefined || !Object.hasOwn(stored, text)) continue;
        const pattern = stored[text];
        if (pattern === undefined) continue;
        const read = { ...pattern, language, nodes: pattern.nodes.map(readNode) };
        known.set(key, read);
        return read;
      }
      return undefined;
    },
    put: (text, pattern) => {
      known.set(keyOf(pattern.language, text), pattern);
    },
    stored: () => {
      const all: Partial<Record<LanguageId, Record<string, StoredPattern>>> = {};
      for (const [key, { language, shape, nodes, names, metavariables }] of known) {
        const text = key.slice(language.length + 1);
        (all[language] ??= {})[text] = { shape, nodes: nodes.map(storeNode), names, metavariables };
      }
      return all;
    },
  };
}

function storeNode({ kind, text, kids }: Node): StoredNode {
  if (kids.length > 0) return [kind, text, kids.map(storeNode)];
  return text === '' ? [kind] : [kind, text];
}

const readNode = ([kind, text = '', kids = []]: StoredNode): Node =>
  new Node(kind, text, kids.map(readNode), 0, 0);
