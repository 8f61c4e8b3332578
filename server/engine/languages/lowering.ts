/**
 * What lowering has in common in all languages: a language is a table from node types of its grammar to handlers, and
 * what the table does not name keeps its shape as `Other` or `Token`, so that it still matches itself.
 */
import { fieldOf, fieldsOf, namedOf, isComment, type Cst } from '../tree/cst.ts';
import { Node, none, noStep, type Kind, type Step } from '../tree/node.ts';
import type { Lower } from './language.ts';

/** Lowers one node of the grammar; a list is spliced into the parent's list. */
export type Handler = (cst: Cst, low: Lowering) => Node | readonly Node[];

/** Maps node types of a grammar to their handlers. */
export type Handlers = Readonly<Record<string, Handler>>;

/** Lowers parts of one text; handlers get it. */
export interface Lowering {
  readonly text: string;
  /** Returns the source of a node. */
  readonly source: (cst: Cst) => string;
  /** Lowers nodes in order, splicing lists; comments, punctuation and tokens that the parser invented are left out. */
  readonly all: (csts: readonly Cst[]) => Node[];
  /** Lowers one node; `None` at `at` when there is none, a Seq when it lowers to several. */
  readonly one: (cst: Cst | undefined, at: number) => Node;
  /** Lowers the first child in a field; `None` at the parent's end when there is none. */
  readonly field: (cst: Cst, field: string) => Node;
  /** Lowers every child in a field. */
  readonly fields: (cst: Cst, field: string) => Node[];
  /** Lowers all named children. */
  readonly named: (cst: Cst) => Node[];
  /** Lowers to a Block: what is no Block by itself is wrapped in one; `None` when there is nothing. */
  readonly block: (cst: Cst | undefined, at: number) => Node;
}

/** Makes the lowering of a language from its table. `fallback` serves the types that the table does not name. */
export function lowerWith(handlers: Handlers, fallback: Handler = other): Lower {
  const table = new Map(Object.entries(handlers));
  return (root, text, step = noStep) => {
    const low = createLowering(table, { fallback, step }, text);
    const lowered = low.all([root]);
    const only = lowered[0];
    return lowered.length === 1 && only?.kind === 'Block' ? only : make('Block', root, lowered);
  };
}

function createLowering(
  table: ReadonlyMap<string, Handler>,
  { fallback, step }: { readonly fallback: Handler; readonly step: Step },
  text: string,
): Lowering {
  let spare = mostRepeats(text);
  const lower = (cst: Cst): Node | readonly Node[] => {
    if (cst.lowered === true && (spare -= 1) < 0) return [];
    cst.lowered = true;
    step();
    // What is recognisable inside an error takes part in matching as if it stood by itself.
    if (cst.type === 'ERROR') return low.all(cst.kids);
    return (table.get(cst.type) ?? fallback)(cst, low);
  };
  const low: Lowering = {
    text,
    source: cst => text.slice(cst.start, cst.end),
    all(csts) {
      const nodes: Node[] = [];
      for (const cst of csts) {
        if (!cst.named || isComment(cst) || isInvented(cst)) continue;
        const made = lower(cst);
        if (made instanceof Node) nodes.push(made);
        else nodes.push(...made);
      }
      return nodes;
    },
    one(cst, at) {
      if (cst === undefined || isInvented(cst)) return none(at);
      const made = lower(cst);
      if (made instanceof Node) return made;
      const only = made[0];
      if (only === undefined) return none(at);
      return made.length === 1 ? only : make('Seq', cst, made);
    },
    field: (cst, field) => low.one(fieldOf(cst, field), cst.end),
    fields: (cst, field) => low.all(fieldsOf(cst, field)),
    named: cst => low.all(namedOf(cst)),
    block(cst, at) {
      if (cst === undefined) return none(at);
      const lowered = low.all([cst]);
      const only = lowered[0];
      return lowered.length === 1 && only?.kind === 'Block' ? only : make('Block', cst, lowered);
    },
  };
  return low;
}

/**
 * Is how many nodes may be lowered again: names that share a type have a copy each, and where such declarations nest, as in
 * no code that anyone writes, the copies would double with each level. What was not lowered before always is.
 */
const mostRepeats = (text: string): number => 10_000 + 4 * text.length;

/** Is a token that the parser made up to go on after an error. */
const isInvented = (cst: Cst): boolean => cst.broken && cst.start === cst.end;

/** Makes a node with the range of a node of the grammar. */
export const make = (kind: Kind, at: Cst, kids: readonly Node[], text = ''): Node =>
  new Node(kind, text, kids, at.start, at.end);

/** Makes a node that spans others, from the start of the first to the end of the last; they are its children. */
export const around = (kind: Kind, kids: readonly [Node, ...Node[]], text = ''): Node =>
  new Node(kind, text, kids, kids[0].start, kids.at(-1)?.end ?? kids[0].end);

/** Makes an empty list node at a place. */
export const empty = (kind: Kind, at: number): Node => new Node(kind, '', [], at, at);

/**
 * Keeps what a table does not name: a leaf as `Token`, anything else as `Other`, whose text is the node's type and its
 * keywords and operators.
 */
export const other: Handler = (cst, low) => {
  if (cst.kids.length === 0) return make('Token', cst, [], low.source(cst));
  const words = cst.kids.filter(child => !child.named && !brackets.test(child.type)).map(low.source);
  return make('Other', cst, low.named(cst), [cst.type, ...words].join(' '));
};
const brackets = /^[\s,;:()[\]{}]*$/;

/** Makes a handler: the children in some fields, one a slot. */
export const slots =
  (kind: Kind, ...fields: readonly string[]): Handler =>
  (cst, low) =>
    make(
      kind,
      cst,
      fields.map(field => low.field(cst, field)),
    );

/** Makes a handler: all named children as a list. */
export const list =
  (kind: Kind, text = ''): Handler =>
  (cst, low) =>
    make(kind, cst, low.named(cst), text);

/** Makes a handler: a leaf with its source as text. */
export const leaf =
  (kind: Kind, text?: string): Handler =>
  (cst, low) =>
    make(kind, cst, [], text ?? low.source(cst));

/** Makes a handler: the first named child, or `None`, as the only slot. */
export const wrap =
  (kind: Kind, text = ''): Handler =>
  (cst, low) =>
    make(kind, cst, [low.one(namedOf(cst)[0], cst.end)], text);

/** Makes a handler: two operands and the operator between them, by field. */
export const infix =
  (kind: Kind, left = 'left', operator = 'operator', right = 'right'): Handler =>
  (cst, low) =>
    make(kind, cst, [low.field(cst, left), low.field(cst, right)], operatorOf(cst, operator, low));

/** Returns the source of a node's operator field, or of its first token; words are parted by one space. */
export function operatorOf(cst: Cst, field: string, low: Lowering): string {
  const token = fieldOf(cst, field) ?? cst.kids.find(child => !child.named);
  return token === undefined ? '' : low.source(token).replaceAll(/\s+/g, ' ');
}

/** Passes a node over, its children take its place: parentheses, wrappers without meaning. */
export const inner: Handler = (cst, low) => low.named(cst);

/**
 * Passes parentheses over, but keeps them in the range of what they enclose: that is where a match begins. Those that begin
 * the text are a frame's around a pattern.
 */
export const parenthesized: Handler = (cst, low) => {
  const kids = low.named(cst);
  const only = kids[0];
  if (kids.length !== 1 || only === undefined || only.kind === 'Str' || cst.start === 0) return kids;
  return new Node(only.kind, only.text, only.kids, cst.start, cst.end);
};

/** Leaves a node out. */
export const drop: Handler = () => [];

/** Makes a statement of an expression statement; what is a statement already stays one. */
export const statement: Handler = (cst, low) => {
  const kids = low.named(cst);
  const first = kids[0];
  if (first === undefined) return [];
  return make('ExprStmt', cst, [kids.length === 1 ? first : make('Seq', cst, kids)]);
};

/** Makes a Mods node of the modifiers' words, at the places where they stand. */
export const mods = (at: number, ...words: readonly (readonly [word: string, cst: Cst] | Node)[]): Node => {
  const kids = words.map(word => (word instanceof Node ? word : make('Mod', word[1], [], word[0])));
  const first = kids[0];
  return first === undefined ? empty('Mods', at) : around('Mods', [first, ...kids.slice(1)]);
};

/** Returns a Path node, with one Name for each part of a dotted name (`separator`), or one for the whole. */
export function path(cst: Cst, text: string, separator?: string | RegExp): Node {
  const parts = separator === undefined ? [text] : text.split(separator).filter(part => part !== '');
  let from = cst.start;
  const names = parts.map(part => {
    const found = text.indexOf(part, from - cst.start);
    const start = Math.min(found === -1 ? cst.start : cst.start + found, cst.end);
    from = Math.min(start + part.length, cst.end);
    return new Node('Name', part, [], start, from);
  });
  return make('Path', cst, names, text);
}

/**
 * Folds operands that stand in a row into nodes that nest to the left; undefined when there are none. What is left of a
 * chain longer than code has stays beside it, so that a hostile text can't make a tree too deep to walk.
 */
export function nested(
  nodes: readonly Node[],
  join: (left: Node, right: Node, index: number) => Node,
): Node | undefined {
  const [first, ...rest] = nodes.slice(0, longestChain);
  if (first === undefined) return undefined;
  const chain = rest.reduce(join, first);
  return nodes.length <= longestChain
    ? chain
    : around('Other', [chain, ...nodes.slice(longestChain)], 'chain');
}
/** Is how many operands nest in one chain. */
export const longestChain = 300;

/** Leaves out the ellipses among imported names: each name is an Import of its own, so the others may be there anyway. */
export function withoutDots<T>(names: readonly T[], textOf: (name: T) => string): readonly T[] {
  const named = names.filter(name => textOf(name) !== 'DOTS_MV');
  return named.length === 0 ? names : named;
}

/**
 * Returns the canonical spelling of a number: integers in decimal, floats as JavaScript prints them, always with a point
 * or an exponent so that `1.0` is not `1`. Separators and the suffixes of a type are gone; what is no number stays as it is.
 */
export function canonicalNumber(source: string): string {
  if (source.length > longestNumber) return source;
  const plain = source.replaceAll(/[_']/g, '').toLowerCase();
  const based = /^(0x[\da-f]+|0o[0-7]+|0b[01]+)[lun]*$/.exec(plain)?.[1];
  if (based !== undefined) return BigInt(based).toString();
  const octal = /^0([0-7]+)[lun]*$/.exec(plain)?.[1];
  if (octal !== undefined) return BigInt(`0o${octal}`).toString();
  const decimal = /^(\d+)[lun]*$/.exec(plain)?.[1];
  if (decimal !== undefined) return BigInt(decimal).toString();
  const float = /^((?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)[fdm]?$/.exec(plain)?.[1];
  if (float === undefined || !Number.isFinite(Number(float))) return source;
  const text = String(Number(float));
  return /[.e]/.test(text) ? text : `${text}.0`;
}
/** Beyond so many digits converting would take longer than it helps. */
const longestNumber = 400;

/** Says how a language writes escapes in strings. */
export interface Escapes {
  /** What single letters stand for; `simpleEscapes` are those of C. */
  readonly letters: ReadonlyMap<string, string>;
  /** What a backslash before any other character gives: the character alone, or both. */
  readonly unknown: 'character' | 'both';
}

/** Maps the letters that C and most languages after it agree on. */
export const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
  ['a', '\u0007'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['\n', ''],
  ['\r\n', ''],
]);

/** Returns the value of a string's content, escapes resolved. */
export function decodeEscapes(content: string, { letters, unknown }: Escapes): string {
  if (!content.includes('\\')) return content;
  return content.replaceAll(escape, (whole: string, body: string) => {
    const known = letters.get(body);
    if (known !== undefined) return known;
    const code = codePoint(body);
    if (code !== undefined) return code;
    return unknown === 'both' ? whole : body;
  });
}
const escape =
  /\\(x[\da-fA-F]{1,2}|u[\da-fA-F]{4}|u\{[\da-fA-F]{1,6}\}|U[\da-fA-F]{8}|[0-7]{1,3}|\r\n|[^])/gu;

function codePoint(body: string): string | undefined {
  const hex = /^[xuU]\{?([\da-fA-F]+)\}?$/.exec(body)?.[1];
  const octal = /^[0-7]+$/.test(body) ? body : undefined;
  const code = hex !== undefined ? Number.parseInt(hex, 16) : Number.parseInt(octal ?? 'x', 8);
  return Number.isNaN(code) || code > 0x10_ffff ? undefined : String.fromCodePoint(code);
}
