/** What matching needs to know of kinds: which are expressions, what is inside what, how slots are compared. */
import type { Kind, Node } from '../tree/node.ts';

const expressionKinds = new Set<Kind>([
  'Name',
  'Str',
  'Char',
  'Num',
  'Bool',
  'Null',
  'Atom',
  'Regex',
  'Concat',
  'Call',
  'New',
  'Attr',
  'Index',
  'Assign',
  'AugAssign',
  'Update',
  'Binary',
  'Unary',
  'Ternary',
  'Cast',
  'Await',
  'Yield',
  'Seq',
  'List',
  'Tuple',
  'Set',
  'Dict',
  'Record',
  'Lambda',
  'AnonClass',
  'Comprehension',
  'Xml',
  'TypeApply',
  'TypeArray',
  'TypePtr',
]);

const statementLists = new Set<Kind>(['Block', 'ClassBody']);

/** Tells whether a node is a statement: an element of a block or of a class's body, or a lambda's only one. */
export const isStatement = (node: Node): boolean =>
  node.parent !== undefined &&
  (statementLists.has(node.parent.kind) || (node.kind === 'ExprStmt' && node.parent.kind === 'Lambda'));

/** Tells whether a node stands where an expression is evaluated, so that an expression pattern may match it. */
export function isExpression(node: Node): boolean {
  const { parent } = node;
  if (parent === undefined) return expressionKinds.has(node.kind);
  if (node.kind === 'Other' || node.kind === 'Token') return !statementLists.has(parent.kind);
  if (!expressionKinds.has(node.kind)) return false;
  return node.kind !== 'Name' || !isNameOnly(node, parent);
}

/** Names in these slots say what a thing is called; they are no expressions. */
const nameSlots: Partial<Record<Kind, readonly number[]>> = {
  Attr: [1],
  FuncDef: [0],
  ClassDef: [0],
  Param: [0],
  Catch: [1],
  ForEach: [0],
  Path: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  Import: [1, 2],
  Label: [0],
  Goto: [0],
  Break: [0],
  Continue: [0],
  XmlAttr: [0],
  Xml: [0],
  TypeDef: [0],
};

function isNameOnly(node: Node, parent: Node): boolean {
  // A variable without a value is declared, not assigned.
  if (parent.kind === 'VarDef' && parent.kids[2]?.kind === 'None') return parent.kids[0] === node;
  if (parent.kind === 'Pair') return parent.parent?.kind === 'Record' && parent.kids[0] === node;
  if (parent.kind === 'Tuple' && parent.parent?.kind === 'ForEach') return parent.parent.kids[0] === parent;
  return nameSlots[parent.kind]?.some(slot => parent.kids[slot] === node) ?? false;
}

/** Children that are expressions inside of a kind, from one slot to another; all where a kind is not listed. */
type Part = readonly [from: number, to?: number];

const nothing: Part = [0, 0];
const expressionParts: Partial<Record<Kind, Part>> = {
  Block: nothing,
  ClassBody: nothing,
  FuncDef: nothing,
  None: nothing,
  Attr: [0, 1],
  New: [1],
  Xml: [1],
  XmlAttr: [1],
  VarDef: [2, 3],
  Lambda: [2, 3],
};

/** Returns the expressions directly inside another one or inside a statement, for `<... ...>`. */
export function subexpressions(node: Node): readonly Node[] {
  // The key of an object's field is no expression; that of a dictionary's entry is.
  if (node.kind === 'Pair' && node.parent?.kind === 'Record') return node.kids.slice(1);
  const part = expressionParts[node.kind];
  return part === undefined ? node.kids : node.kids.slice(...part);
}

/** What a bare expression statement may be about inside of a kind; nothing where a kind is not listed. */
const implicitParts: Partial<Record<Kind, Part>> = {
  Assign: [1, 2],
  AugAssign: [1, 2],
  Cast: [1, 2],
  Pair: [1, 2],
  Attr: [0, 1],
  Call: [0],
  Await: [0],
  Yield: [0],
  List: [0],
  Tuple: [0],
  Set: [0],
  Dict: [0],
  Record: [0],
  Args: [0],
  KwArg: [0],
  ExprStmt: [0],
  // Semgrep takes operators for calls.
  Binary: [0],
  Unary: [0],
  Concat: [0],
};

/** Returns the expressions inside another one that a bare expression statement may be about. */
export function implicitSubexpressions(node: Node): readonly Node[] {
  const part = implicitParts[node.kind];
  return part === undefined ? [] : node.kids.slice(...part);
}

/** Slots in which a pattern that says nothing takes anything. */
export const optionalSlots: Partial<Record<Kind, readonly number[]>> = {
  VarDef: [1],
  FuncDef: [2, 5],
  Lambda: [1],
  Param: [1, 2],
  ClassDef: [5],
  If: [2],
  ForEach: [3],
  New: [2],
  Xml: [2],
};

/** Slots that hold bodies, where one statement and a block of one are the same. */
export const bodySlots: Partial<Record<Kind, readonly number[]>> = {
  FuncDef: [3],
  Lambda: [2],
  If: [1, 2],
  While: [1],
  DoWhile: [0],
  For: [3],
  ForEach: [2, 3],
  With: [1],
};
