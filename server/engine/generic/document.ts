/**
 * A text as words, punctuation and other characters, nested by indentation and, inside a line, by matching braces.
 * Must import nothing of the engine.
 */

/** Is one token. */
export interface Atom {
  readonly kind: 'word' | 'punct' | 'other';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** From 0. */
  readonly line: number;
}

/** Is a stretch of atoms that belongs together: more indented lines, or what braces of a line enclose. */
export interface Block {
  /** Index of its first atom, and the one after its last. */
  readonly start: number;
  end: number;
  readonly parent: Block | undefined;
}

/** Is a text ready to be searched. */
export interface Document {
  readonly text: string;
  readonly atoms: readonly Atom[];
  /** The whole document. */
  readonly root: Block;
  /** Blocks that start at an atom, the outermost first. */
  readonly opening: ReadonlyMap<number, readonly Block[]>;
  /** For each atom, the innermost block that holds it. */
  readonly home: readonly Block[];
}

/** Is one line that has tokens. */
export interface Line {
  /** One a space, eight a tab. */
  readonly indent: number;
  /** Index of its first token, and the one after its last. */
  readonly from: number;
  readonly to: number;
}

const token = /(\r?\n)|([ \t]+)|([A-Za-z0-9_]+)|([!-/:-@[-`{-~])|([\s\S])/g;

const indentOf = (space: string): number => {
  let indent = 0;
  for (const char of space) indent += char === '\t' ? 8 : 1;
  return indent;
};

/** Splits a text into atoms and lines. */
export function tokenize(text: string): { readonly atoms: readonly Atom[]; readonly lines: readonly Line[] } {
  const atoms: Atom[] = [];
  const lines: Line[] = [];
  let line = 0;
  let indent = 0;
  let from = 0;
  let fresh = true;
  const endLine = (): void => {
    if (atoms.length > from) lines.push({ indent, from, to: atoms.length });
    from = atoms.length;
    indent = 0;
    fresh = true;
    line++;
  };
  for (const match of text.matchAll(token)) {
    const [whole, newline, space, word, punct] = match;
    if (newline !== undefined) endLine();
    else if (space !== undefined) {
      if (fresh) indent = indentOf(space);
      fresh = false;
    } else {
      const kind = word !== undefined ? 'word' : punct !== undefined ? 'punct' : 'other';
      atoms.push({ kind, text: whole, start: match.index, end: match.index + whole.length, line });
      fresh = false;
    }
  }
  endLine();
  return { atoms, lines };
}

/** Reads a text as a document. */
export function readDocument(text: string): Document {
  const { atoms, lines } = tokenize(text);
  const root: Block = { start: 0, end: atoms.length, parent: undefined };
  const opening = new Map<number, Block[]>();
  const home: Block[] = [];
  const open = (start: number, end: number, parent: Block): Block => {
    const block = { start, end, parent };
    const there = opening.get(start);
    if (there === undefined) opening.set(start, [block]);
    else there.push(block);
    return block;
  };
  const blocks: { readonly block: Block; readonly indent: number }[] = [{ block: root, indent: 0 }];
  for (const line of lines) {
    let top = blocks.at(-1);
    while (top !== undefined && blocks.length > 1 && line.indent < top.indent) {
      top.block.end = line.from;
      blocks.pop();
      top = blocks.at(-1);
    }
    if (top !== undefined && line.indent > top.indent) {
      top = { block: open(line.from, atoms.length, top.block), indent: line.indent };
      blocks.push(top);
    }
    readBraces(atoms, line, { outer: top?.block ?? root, open, home });
  }
  return { text, atoms, root, opening, home };
}

const closers: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);
const closing: ReadonlySet<string> = new Set(closers.values());

interface Nest {
  readonly outer: Block;
  readonly open: (start: number, end: number, parent: Block) => Block;
  readonly home: Block[];
}

/** Nests what braces enclose in a line. A brace without its partner in the line is punctuation. */
function readBraces(atoms: readonly Atom[], line: Line, nest: Nest): void {
  const partner = matchBraces(atoms, line);
  const stack: Block[] = [nest.outer];
  for (let at = line.from; at < line.to; at++) {
    const before = partner.get(at - 1);
    const parent = stack.at(-1) ?? nest.outer;
    if (before !== undefined && before > at) stack.push(nest.open(at, before, parent));
    else if (stack.length > 1 && parent.end === at) stack.pop();
    nest.home[at] = stack.at(-1) ?? nest.outer;
  }
}

/** Returns where the partner of each opening brace is. */
function matchBraces(atoms: readonly Atom[], line: Line): ReadonlyMap<number, number> {
  const partner = new Map<number, number>();
  const open: number[] = [];
  for (let at = line.from; at < line.to; at++) {
    const text = atoms[at]?.text ?? '';
    if (closers.has(text)) open.push(at);
    else if (closing.has(text)) {
      let candidate = open.pop();
      while (candidate !== undefined && closers.get(atoms[candidate]?.text ?? '') !== text)
        candidate = open.pop();
      if (candidate !== undefined) partner.set(candidate, at);
    }
  }
  return partner;
}
