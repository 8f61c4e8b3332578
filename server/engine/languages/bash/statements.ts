/** Bash's lists of statements, and lists that stand for a condition. */
import type { Lowering } from '../lowering.ts';
import type { Cst } from '../../tree/cst.ts';
import { Node, type Kind } from '../../tree/node.ts';

const statementKinds = new Set<Kind>([
  'If',
  'While',
  'For',
  'ForEach',
  'Switch',
  'FuncDef',
  'Block',
  'ExprStmt',
]);

/** Makes a Block of statements; a `&` after one puts it in the background. */
export function statements(
  at: { readonly start: number; readonly end: number },
  csts: readonly Cst[],
  low: Lowering,
): Node {
  return new Node('Block', '', statementList(csts, low), at.start, at.end);
}

/** Returns statements, each expression wrapped in an ExprStmt. */
export function statementList(csts: readonly Cst[], low: Lowering): readonly Node[] {
  const nodes: Node[] = [];
  for (const cst of csts) {
    const last = nodes.at(-1);
    if (!cst.named && cst.type === '&' && last !== undefined)
      nodes[nodes.length - 1] = new Node('Unary', '&', [last], last.start, cst.end);
    else nodes.push(...low.all([cst]));
  }
  return nodes.map(node =>
    statementKinds.has(node.kind) ? node : new Node('ExprStmt', '', [node], node.start, node.end),
  );
}

/** Returns statements as a condition: a single command as itself. */
export function condition(at: Cst, csts: readonly Cst[], low: Lowering): Node {
  const list = statementList(csts, low);
  const first = list[0];
  const expression = first?.kind === 'ExprStmt' ? first.kids[0] : first;
  if (list.length === 1 && expression !== undefined) return expression;
  return new Node('Block', '', list, first?.start ?? at.start, list.at(-1)?.end ?? at.start);
}
