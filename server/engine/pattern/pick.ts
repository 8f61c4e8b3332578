/** Finds in a lowered frame the part that the pattern is. Pure. */
import type { Frame } from '../languages/language.ts';
import type { Kind } from '../tree/node.ts';
import { Node } from '../tree/node.ts';

/** Is a pattern's place in the frame's text, white space left out. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Is what was picked: one node, or statements that follow each other. */
export interface Picked {
  readonly shape: 'expression' | 'statement' | 'sequence' | 'node';
  readonly nodes: readonly Node[];
}

/** Returns the part of a frame that is the pattern, or undefined when the grammar read it as something else. */
export function pick(root: Node, span: Span, frame: Frame): Picked | undefined {
  switch (frame.pick) {
    case 'expression':
      return single(outermost(root, span), 'expression');
    case 'statements':
      return block(root, span) ?? statements(outermostIn(root, span, 'Block'));
    case 'members':
      return statements(outermostIn(root, span, 'ClassBody'));
    case 'file':
      return statements(root.kids);
    case 'node':
      return node(root, span);
    case 'header':
      return header(root, span);
  }
}

/** Returns the largest nodes that lie within the span. */
function outermost(root: Node, { start, end }: Span): readonly Node[] {
  const found: Node[] = [];
  const visit = (at: Node): void => {
    if (at.kind === 'None' || at.end <= start || at.start >= end) return;
    if (at.start >= start && at.end <= end) found.push(at);
    else for (const child of at.kids) visit(child);
  };
  visit(root);
  return found;
}

/** A block in braces is a statement of its own. */
function block(root: Node, { start, end }: Span): Picked | undefined {
  const isPattern = (at: Node): boolean => at.kind === 'Block' && at.start === start && at.end === end;
  const visit = (at: Node): Node | undefined => {
    const inner = at.kids.find(child => child.start <= start && child.end >= end);
    if (inner === undefined) return undefined;
    return at.kind === 'Block' && isPattern(inner) ? inner : visit(inner);
  };
  const found = visit(root);
  return found === undefined ? undefined : { shape: 'statement', nodes: [found] };
}

/** Returns the children of the innermost list of one kind that lie within the span. */
function outermostIn(root: Node, { start, end }: Span, kind: Kind): readonly Node[] {
  let list: Node | undefined;
  const visit = (at: Node): void => {
    if (at.kind === kind && at.start <= start && at.end >= end) list = at;
    for (const child of at.kids) if (child.start <= start && child.end >= end) visit(child);
  };
  visit(root);
  const kids = list?.kids.filter(child => child.end > start && child.start < end) ?? [];
  return kids.every(child => child.start >= start && child.end <= end) ? kids : [];
}

function single(found: readonly Node[], shape: 'expression' | 'node'): Picked | undefined {
  const [only] = found;
  if (found.length !== 1 || only === undefined) return undefined;
  const inner = only.kind === 'ExprStmt' || wrappers.has(only.kind) ? lone(only) : only;
  // Where statements are expressions (Ruby, Rust), a later frame takes them as what they are.
  if (shape === 'expression' && statementKinds.has(inner.kind)) return undefined;
  return { shape, nodes: [inner] };
}

const statementKinds = new Set<Kind>([
  'Block',
  'VarDef',
  'FuncDef',
  'ClassDef',
  'If',
  'While',
  'DoWhile',
  'For',
  'ForEach',
  'Switch',
  'Try',
  'With',
  'Return',
  'Throw',
  'Break',
  'Continue',
]);

const wrappers = new Set<Kind>([
  'Block',
  'Args',
  'Mods',
  'Params',
  'Bases',
  'Catches',
  'Cases',
  'Items',
  'ClassBody',
  'XmlAttrs',
  'Tests',
  'TypeArgs',
]);

function lone(node: Node): Node {
  const [child] = node.kids;
  return node.kids.length === 1 &&
    child !== undefined &&
    (wrappers.has(node.kind) || node.kind === 'ExprStmt')
    ? lone(child)
    : node;
}

function statements(nodes: readonly Node[]): Picked | undefined {
  const [only] = nodes;
  if (only === undefined) return undefined;
  if (nodes.length > 1) return { shape: 'sequence', nodes };
  return { shape: 'statement', nodes };
}

function node(root: Node, span: Span): Picked | undefined {
  const found = outermost(root, span);
  const [only] = found;
  if (found.length === 1 && only?.kind === 'Block') return tail(root, only) ?? single(found, 'node');
  return single(found, 'node');
}

/** A block that is a `finally` or `else` alone: the statement with everything else left open. */
function tail(root: Node, block: Node): Picked | undefined {
  let owner: Node | undefined;
  const visit = (at: Node): void => {
    if (at.kids.includes(block)) owner = at;
    else at.kids.forEach(visit);
  };
  visit(root);
  if (owner?.kind !== 'Try' && owner?.kind !== 'If') return undefined;
  const kids = owner.kids.map(child => (child === block ? child : open(child)));
  return { shape: 'statement', nodes: [new Node(owner.kind, owner.text, kids, block.start, block.end)] };
}

const open = ({ start }: Node): Node => new Node('Ellipsis', '', [], start, start);

/** The statement or definition that begins within the pattern and ends beyond it; what the frame added is left open. */
function header(root: Node, { start, end }: Span): Picked | undefined {
  let found: Node | undefined;
  const visit = (at: Node): void => {
    if (at.start >= start && at.start < end && at.end > end) found ??= at;
    if (found === undefined) at.kids.forEach(visit);
  };
  for (const child of root.kids) visit(child);
  if (found === undefined) return undefined;
  const isIf = found.kind === 'If';
  const kids = found.kids.map((child, slot) =>
    (child.start >= end - 1 && isAdded(child)) || (isIf && slot > 0) ? open(child) : child,
  );
  const inner = new Node(found.kind, found.text, kids, found.start, end);
  return {
    shape: found.kind === 'FuncDef' || found.kind === 'ClassDef' ? 'statement' : 'node',
    nodes: [inner],
  };
}

const isAdded = (node: Node): boolean =>
  node.kind === 'Block' || node.kind === 'ClassBody' || node.kind === 'Catches' || node.kind === 'Cases';
