/**
 * A concrete syntax tree as plain objects. One cursor walk makes it: reading a wasm tree through its node wrappers costs
 * about ten times as much. Must import nothing but the parser.
 */
import type { Tree, TreeCursor } from 'web-tree-sitter';

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
    return readNode(cursor, 0);
  } finally {
    cursor.delete();
  }
}

/** Is how deep a tree may nest: beyond it code is generated or hostile, and recursion would end the process. */
const deepest = 1_200;

function readNode(cursor: TreeCursor, depth: number): Cst {
  const type = cursor.nodeType;
  const kids: Cst[] = [];
  const node = {
    type,
    named: cursor.nodeIsNamed,
    field: cursor.currentFieldName ?? '',
    start: cursor.startIndex,
    end: cursor.endIndex,
    kids,
    broken: type === 'ERROR' || cursor.nodeIsMissing,
  };
  if (depth < deepest && cursor.gotoFirstChild()) {
    do kids.push(readNode(cursor, depth + 1));
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
