/**
 * A concrete syntax tree as plain objects. One cursor walk makes it: reading a wasm tree through its node wrappers costs
 * about ten times as much. Must import nothing but the parser.
 */
import type { Language, Tree, TreeCursor } from 'web-tree-sitter';

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
}

/** Copies a whole tree; comments and other extras are among the children, so lowering passes them over. */
export function readTree(tree: Tree): Cst {
  const cursor = tree.walk();
  try {
    return readNode(cursor, vocabularyOf(tree.language), 0);
  } finally {
    cursor.delete();
  }
}

/** Holds what a grammar's numbers mean: each question about a node crosses into wasm, one about a number does not. */
interface Vocabulary {
  readonly types: readonly string[];
  readonly named: readonly boolean[];
  readonly fields: readonly string[];
}

const vocabularies = new WeakMap<Language, Vocabulary>();

function vocabularyOf(language: Language): Vocabulary {
  const known = vocabularies.get(language);
  if (known !== undefined) return known;
  const { nodeTypeCount, fieldCount } = language;
  const vocabulary = {
    types: Array.from({ length: nodeTypeCount }, (_, id) => language.nodeTypeForId(id) ?? ''),
    named: Array.from({ length: nodeTypeCount }, (_, id) => language.nodeTypeIsNamed(id)),
    fields: Array.from({ length: fieldCount + 1 }, (_, id) => language.fieldNameForId(id) ?? ''),
  };
  vocabularies.set(language, vocabulary);
  return vocabulary;
}

/** Is how deep a tree may nest: beyond it code is generated or hostile, and recursion would end the process. */
const deepest = 1_200;

/** Error nodes have a number of their own, which no grammar lists. */
const unlisted = { type: 'ERROR', named: true };

function readNode(cursor: TreeCursor, vocabulary: Vocabulary, depth: number): Cst {
  const id = cursor.nodeTypeId;
  const type = vocabulary.types[id] ?? unlisted.type;
  const start = cursor.startIndex;
  const end = cursor.endIndex;
  const kids: Cst[] = [];
  const node = {
    type,
    named: vocabulary.named[id] ?? unlisted.named,
    field: vocabulary.fields[cursor.currentFieldId] ?? '',
    start,
    end,
    kids,
    // What the parser invented has no text.
    broken: type === 'ERROR' || (start === end && cursor.nodeIsMissing),
  };
  if (depth < deepest && cursor.gotoFirstChild()) {
    do kids.push(readNode(cursor, vocabulary, depth + 1));
    while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }
  return node;
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
