/**
 * Keeps the syntax trees of documents that are being edited, so that after a change only what it touches is parsed again.
 * Trees live in the parsers' own memory, which no collector frees: only so many are kept.
 */
import { Edit, type Tree } from 'web-tree-sitter';

/** Is the last parsed text of a document with its tree. */
interface Version {
  readonly text: string;
  readonly tree: Tree;
}

/** Remembers trees by document and grammar. */
export interface Versions {
  /** Returns the document's last tree, already edited to fit the new text; undefined when none is kept. */
  before(key: string, text: string): Tree | undefined;
  /** Keeps a tree, which it frees when a newer one comes or too many are kept. */
  keep(key: string, text: string, tree: Tree): void;
  /** Frees everything. */
  clear(): void;
}

/** Creates an empty memory for at most so many trees. */
export function createVersions(most = 8): Versions {
  const versions = new Map<string, Version>();
  const drop = (key: string): void => {
    versions.get(key)?.tree.delete();
    versions.delete(key);
  };
  return {
    before: (key, text) => {
      const last = versions.get(key);
      if (last === undefined) return undefined;
      const edit = editBetween(last.text, text);
      if (edit !== undefined) last.tree.edit(edit);
      // The tree no longer fits its text, so it serves this one parse only.
      versions.set(key, { text, tree: last.tree });
      return last.tree;
    },
    keep: (key, text, tree) => {
      drop(key);
      versions.set(key, { text, tree });
      for (const oldest of versions.keys()) {
        if (versions.size <= most) break;
        drop(oldest);
      }
    },
    clear: () => {
      for (const key of versions.keys()) drop(key);
    },
  };
}

/** Returns the one replacement that turns a text into another; undefined when they are the same. */
export function editBetween(before: string, after: string): Edit | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const oldEnd = before.length - tail;
  const newEnd = after.length - tail;
  const start = pointAt(before, head);
  return new Edit({
    startIndex: head,
    oldEndIndex: oldEnd,
    newEndIndex: newEnd,
    startPosition: start,
    oldEndPosition: pointAt(before, oldEnd),
    newEndPosition: pointAt(after, newEnd),
  });
}

function pointAt(text: string, offset: number): { readonly row: number; readonly column: number } {
  let row = 0;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    row += 1;
    lineStart = at + 1;
  }
  return { row, column: offset - lineStart };
}
