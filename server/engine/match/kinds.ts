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

/** Returns the expressions directly inside another one or inside a statement, for `<... ...>`. */
export function subexpressions(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'Block':
    case 'ClassBody':
    case 'FuncDef':
    case 'None':
      return [];
    case 'Attr':
      return node.kids.slice(0, 1);
    case 'Pair':
      // The key of an object's field is no expression; that of a dictionary's entry is.
      return node.parent?.kind === 'Record' ? node.kids.slice(1) : node.kids;
    case 'New':
    case 'Xml':
    case 'XmlAttr':
      return node.kids.slice(1);
    case 'VarDef':
      return node.kids.slice(2, 3);
    case 'Lambda':
      return node.kids.slice(2, 3);
    default:
      return node.kids;
  }
}

/** Returns the expressions inside another one that a bare expression statement may be about; Semgrep takes operators for calls. */
export function implicitSubexpressions(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'Assign':
    case 'AugAssign':
    case 'Cast':
      return node.kids.slice(1, 2);
    case 'Attr':
      return node.kids.slice(0, 1);
    case 'Call':
    case 'Await':
    case 'Yield':
    case 'List':
    case 'Tuple':
    case 'Set':
    case 'Dict':
    case 'Record':
    case 'Args':
    case 'ExprStmt':
    case 'Binary':
    case 'Unary':
    case 'Concat':
      return node.kids;
    case 'KwArg':
      return node.kids;
    case 'Pair':
      return node.kids.slice(1, 2);
    default:
      return [];
  }
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
