/** Says which nodes of a file a pattern may match, by the pattern's outermost node. */
import type { Pattern } from '../pattern/compile.ts';
import type { Kind, Node } from '../tree/node.ts';
import type { MatchContext } from './context.ts';
import { isExpression, isStatement } from './kinds.ts';
import { lastNameOf, type KeyedKind, type NodeIndex } from './nodeIndex.ts';

const everywhere = new Set<Kind>(['Metavar', 'TypedMetavar', 'AttrDots']);
const literals = new Set<Kind>(['Str', 'Num', 'Bool', 'Null', 'Char']);

/** Returns the nodes that a pattern is to be tried on. */
export function candidates(c: MatchContext, pattern: Pattern, root: Node, index: NodeIndex): readonly Node[] {
  if (pattern.shape === 'statement') return statementsFor(c, root, index);
  if (pattern.shape === 'node' && !literals.has(root.kind)) return nodesFor(c, root, index);
  if (everywhere.has(root.kind) || literals.has(root.kind)) return index.expressions;
  if (root.kind === 'DeepEllipsis') return around(c, pattern, root, index);
  return expressionsFor(c, root, index);
}

/** `<... e ...>` can match only what holds something that `e` can match: those nodes, and all above them. */
function around(c: MatchContext, pattern: Pattern, root: Node, index: NodeIndex): readonly Node[] {
  const [inner] = root.kids;
  if (inner === undefined || everywhere.has(inner.kind) || literals.has(inner.kind)) return index.expressions;
  const found = new Set<Node>();
  for (const node of candidates(c, { ...pattern, shape: 'expression' }, inner, index)) {
    for (let at: Node | undefined = node; at !== undefined && !found.has(at); at = at.parent) {
      if (at.kind === 'Block' || at.kind === 'ClassBody') break;
      found.add(at);
    }
  }
  return [...found].filter(isExpression);
}

function expressionsFor(c: MatchContext, root: Node, index: NodeIndex): readonly Node[] {
  switch (root.kind) {
    case 'Name':
      return keyed(c, root, index, ['Name']);
    case 'Attr':
      return keyed(c, root, index, ['Attr', 'Name']);
    case 'Call':
      return keyed(c, root, index, ['Call', 'Decorator']);
    case 'Assign':
      return [...index.of('Assign'), ...index.of('VarDef').filter(isDefinition), ...index.of('FuncDef')];
    default:
      return index.of(root.kind);
  }
}

/** What the header of a loop declares is part of the loop, not a definition of its own. */
const isDefinition = ({ parent }: Node): boolean =>
  parent?.kind !== 'For' && !(parent?.kind === 'Seq' && parent.parent?.kind === 'For');

/** Names are a sure guide only where case counts and a name does not stand for what it was assigned. */
function keyed(c: MatchContext, root: Node, index: NodeIndex, kinds: readonly KeyedKind[]): readonly Node[] {
  const name = lastNameOf(root);
  const sure = c.adapter.caseInsensitive !== true && !c.options.symbolic_propagation;
  const find = (kind: KeyedKind): readonly Node[] => {
    if (name !== undefined && sure) return index.named(kind, name);
    return kind === 'Name' || kind === 'Attr'
      ? index.expressions.filter(node => node.kind === kind)
      : index.of(kind);
  };
  return kinds.length === 1 ? kinds.flatMap(find) : kinds.map(find).flat();
}

function nodesFor(c: MatchContext, root: Node, index: NodeIndex): readonly Node[] {
  switch (root.kind) {
    case 'Pair':
      return [...index.of('Pair'), ...index.of('KwArg'), ...index.of('FuncDef')];
    case 'KwArg':
      return [...index.of('KwArg'), ...index.of('Pair')];
    case 'Metavar':
      return index.expressions;
    case 'Name':
      return index.of('Name');
    case 'Attr':
    case 'Call':
      return expressionsFor(c, root, index);
    default:
      return index.of(root.kind);
  }
}

function statementsFor(c: MatchContext, root: Node, index: NodeIndex): readonly Node[] {
  switch (root.kind) {
    case 'ExprStmt':
      return expressionStatements(c, root, index);
    case 'FuncDef':
      return [
        ...index.of('FuncDef'),
        ...index.of('VarDef'),
        ...(root.kids[0]?.kind === 'Ellipsis' ? index.of('Lambda') : []),
      ];
    case 'VarDef':
      return index.of('VarDef').filter(isDefinition);
    case 'Import':
      return [...index.of('Import'), ...index.of('VarDef')];
    case 'For':
      return [...index.of('For'), ...index.of('ForEach')];
    case 'TypeDef':
      return [...index.of('TypeDef'), ...index.of('ClassDef')];
    case 'Return':
      return [...index.of('Return'), ...index.of('ExprStmt')];
    case 'Block':
      // A file is no block, though it is a list of statements.
      return index.of('Block').filter(({ parent }) => parent !== undefined);
    default:
      return index.of(root.kind);
  }
}

/** A call that stands as a statement is found from the calls of that name upwards. */
function expressionStatements(c: MatchContext, root: Node, index: NodeIndex): readonly Node[] {
  const [expression] = root.kids;
  if (expression?.kind !== 'Call' || lastNameOf(expression) === undefined) return index.statements;
  const found = new Set<Node>();
  for (const call of keyed(c, expression, index, ['Call', 'Decorator'])) {
    let at: Node | undefined = call;
    while (at !== undefined && !isStatement(at)) at = at.parent;
    if (at !== undefined) found.add(at);
  }
  return [...found].toSorted((a, b) => a.index - b.index);
}
