/**
 * A concrete syntax tree as plain objects, read straight from the runtime's memory: a cursor crosses into wasm eight times a
 * node, which together costs more than half of what parsing does, and node wrappers ten times as much again.
 *
 * What is read are web-tree-sitter's own structures (tree-sitter's lib/src/subtree.h, 32-bit, little-endian), and its
 * version is pinned for that; test/unit/engine/tree/cst.test.ts holds every tree of the corpus against the cursor's.
 */
import type { Tree } from 'web-tree-sitter';
import { grammarOf, type Grammar, type Production } from './grammar.ts';

/** Is one node of the grammar's own tree. */
export interface Cst {
  readonly type: string;
  readonly named: boolean;
  /** Name of the field of its parent that it fills, or ''. */
  readonly field: string;
  readonly start: number;
  readonly end: number;
  readonly kids: readonly Cst[];
  /** True for ERROR nodes and for tokens that the parser invented. */
  readonly broken: boolean;
  /** Set by lowering, which may come twice to what names share and must know it. */
  lowered?: boolean;
}

/** Copies a whole tree; comments and other extras are among the children, so lowering passes them over. */
export function readTree(tree: Tree, memory: Uint32Array): Cst {
  const { id, startIndex } = tree.rootNode;
  // A `TSTree` is its root, which is two words, and the address of its language.
  const grammar = grammarOf(tree.language, memory[id / 4 + 2] ?? 0, memory);
  return new Reader(memory, grammar).node(id / 4, startIndex * bytesPerUnit);
}

/** Texts are given to the parser as UTF-16, whose units have two bytes. */
const bytesPerUnit = 2;

/** Is how deep a tree may nest: beyond it code is generated or hostile, and recursion would end the process. */
const deepest = 1_200;

/** Error nodes have a number of their own, which no grammar lists. */
const errorType = 'ERROR';

/** Offsets of members of `SubtreeHeapData`, in words. */
const member = { padding: 1, size: 4, childCount: 9, symbol: 10, flags: 11, production: 16 };

/** Bits of `SubtreeHeapData`'s flags, and of the first word of a leaf that has no more than its two words. */
const flag = { visible: 1, extra: 1 << 2, missing: 1 << 9 };
const small = { isSmall: 1, visible: 1 << 1, extra: 1 << 3, missing: 1 << 5 };

/** Is what is known of a subtree by itself. */
interface Subtree {
  /** Index of its members in memory; 0 of a small leaf, which has none. */
  readonly pointer: number;
  readonly symbol: number;
  /** Bytes between what stands before it and its own text. */
  readonly padding: number;
  readonly size: number;
  /** False for what the grammar only groups by. */
  readonly visible: boolean;
  /** True for comments and the like, which may stand anywhere. */
  readonly extra: boolean;
  /** True for what the parser invented. */
  readonly missing: boolean;
}

/** Is what its parent says of a subtree. */
interface Place {
  readonly start: number;
  readonly field: string;
  /** Symbol that it shows in place of its own, or 0. */
  readonly alias: number;
}

class Reader {
  readonly #memory: Uint32Array;
  readonly #grammar: Grammar;
  #depth = 0;

  constructor(memory: Uint32Array, grammar: Grammar) {
    this.#memory = memory;
    this.#grammar = grammar;
  }

  /** Returns the node of the subtree at an index in memory. */
  node(at: number, start: number): Cst {
    return this.#node(this.#subtree(at), { start, field: '', alias: 0 });
  }

  #word(at: number): number {
    return this.#memory[at] ?? 0;
  }

  #subtree(at: number): Subtree {
    const first = this.#word(at);
    return (first & small.isSmall) === 0 ? this.#large(first / 4) : this.#small(first, this.#word(at + 1));
  }

  #small(first: number, second: number): Subtree {
    return {
      pointer: 0,
      symbol: (first >>> 8) & 0xff,
      padding: (second >>> 16) & 0xff,
      size: second >>> 24,
      visible: (first & small.visible) !== 0,
      extra: (first & small.extra) !== 0,
      missing: (first & small.missing) !== 0,
    };
  }

  #large(pointer: number): Subtree {
    const flags = this.#word(pointer + member.flags);
    return {
      pointer,
      symbol: this.#word(pointer + member.symbol) & 0xff_ff,
      padding: this.#word(pointer + member.padding),
      size: this.#word(pointer + member.size),
      visible: (flags & flag.visible) !== 0,
      extra: (flags & flag.extra) !== 0,
      missing: (flags & flag.missing) !== 0,
    };
  }

  #node({ pointer, symbol, size, missing }: Subtree, { start, field, alias }: Place): Cst {
    const shown = alias === 0 ? symbol : alias;
    const type = this.#grammar.types[shown] ?? errorType;
    const kids: Cst[] = [];
    if (pointer !== 0 && this.#depth < deepest) {
      this.#depth += 1;
      this.#children(pointer, start, kids);
      this.#depth -= 1;
    }
    return {
      type,
      named: this.#grammar.named[shown] ?? true,
      field,
      start: start / bytesPerUnit,
      end: (start + size) / bytesPerUnit,
      kids,
      // What the parser invented has no text.
      broken: type === errorType || (missing && size === 0),
      lowered: false,
    };
  }

  /**
   * Puts the children of a subtree into a list; those that do not show are replaced by theirs, in the field they fill. Only
   * what shows is recursed into: hidden subtrees may nest as deep as a text is long.
   */
  #children(pointer: number, start: number, into: Cst[]): void {
    const open = [this.#level(pointer, start, '')];
    for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
      if (level.index === level.count) {
        open.pop();
        continue;
      }
      const child = this.#subtree(level.pointer - 2 * (level.count - level.index));
      const place = enter(level, child);
      if (child.visible || place.alias !== 0) into.push(this.#node(child, place));
      else if (child.pointer !== 0) open.push(this.#level(child.pointer, place.start, place.field));
    }
  }

  #level(pointer: number, position: number, field: string): Level {
    return {
      pointer,
      count: this.#word(pointer + member.childCount),
      production: this.#grammar.productions[this.#word(pointer + member.production) >>> 16],
      field,
      index: 0,
      place: 0,
      position,
    };
  }
}

/** Is a subtree whose children are being read. */
interface Level {
  readonly pointer: number;
  readonly count: number;
  readonly production: Production | undefined;
  /** Field that it fills, which those of its children fill that have none of their own. */
  readonly field: string;
  /** Which child comes next. */
  index: number;
  /** Its place in the production: what may stand anywhere has none. */
  place: number;
  /** Byte at which it begins, what stands before it left out. */
  position: number;
}

/** Returns what the parent says of its next child, and goes on to the one after it. */
function enter(level: Level, child: Subtree): Place {
  if (level.index > 0) level.position += child.padding;
  const start = level.position;
  const own = child.extra ? undefined : level.production?.fields[level.place];
  const alias = child.extra ? undefined : level.production?.aliases[level.place];
  level.index += 1;
  if (!child.extra) level.place += 1;
  level.position += child.size;
  // Not `??`: what fills no field has an empty name.
  return { start, field: own || level.field, alias: alias ?? 0 };
}

/** Returns the first child in a field, or undefined; grammars put comments into fields too, which are passed over. */
export const fieldOf = (node: Cst, field: string): Cst | undefined =>
  node.kids.find(child => child.field === field && !isComment(child));

/** Returns every child in a field, comments left out. */
export const fieldsOf = (node: Cst, field: string): readonly Cst[] =>
  node.kids.filter(child => child.field === field && !isComment(child));

/** Returns the named children, comments left out. */
export const namedOf = (node: Cst): readonly Cst[] =>
  node.kids.filter(child => child.named && !isComment(child));

/** Returns the first child of a type, or undefined. */
export const typed = (node: Cst, ...types: readonly string[]): Cst | undefined =>
  node.kids.find(child => types.includes(child.type));

/** Tells whether a node is a comment in its grammar, or a line's continuation, which means as little. */
export const isComment = ({ type }: Cst): boolean => type.endsWith('comment') || type === 'line_continuation';
