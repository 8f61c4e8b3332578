/** Matching of statements: sequences with `...` that dives into nested blocks, and single statements. */
import type { Node } from '../tree/node.ts';
import type { Continue, Handler, MatchContext } from './context.ts';
import { reach, type Env, bind } from './env.ts';
import { implicitSubexpressions, subexpressions } from './kinds.ts';
import { isDots, run } from './lists.ts';

/** Is a part of a list of statements: siblings, or the file's statements in preorder. */
interface Stretch {
  readonly nodes: readonly Node[];
  readonly from: number;
  readonly to: number;
}

/** Says how a sequence of statements ends. */
export interface SequenceOptions {
  /** True when the target may go on after the last matched statement. */
  readonly open: boolean;
  /** True when only the longest match of a final `...` is wanted, as for pattern-inside. */
  readonly inside: boolean;
}

/** Matches a sequence of pattern statements from the first of the given siblings on. */
export function matchSequence(
  c: MatchContext,
  ps: readonly Node[],
  siblings: Stretch,
  options: SequenceOptions,
): (env: Env, k: Continue) => boolean {
  const shallow = (i: number, at: number, env: Env, k: Continue): boolean => {
    c.budget.spend();
    const p = ps[i];
    if (p === undefined) return at === siblings.to || options.open ? k(env) : false;
    if (isDots(p)) return dots(i, at, env, k);
    if (p.kind === 'MetavarRest') return flat(c, ps, i, { ...siblings, from: at })(env, k);
    const t = siblings.nodes[at];
    if (t === undefined || at >= siblings.to) return false;
    return c.match(p, t, env, after => shallow(i + 1, at + 1, reach(after, t.end), k));
  };
  const dots = (i: number, at: number, env: Env, k: Continue): boolean => {
    const last = i === ps.length - 1;
    if (last && (options.inside || !options.open)) return k(reach(env, endOf(siblings, at)));
    if (flat(c, ps, i, { ...siblings, from: at })(env, k)) return true;
    if (last || !c.options.go_deeper_stmt) return false;
    const nested = flatten(c, siblings, at);
    return nested !== undefined && flat(c, ps, i, nested)(env, k);
  };
  return (env, k) => shallow(0, siblings.from, env, k);
}

const endOf = ({ nodes, to }: Stretch, at: number): number => (at < to ? (nodes[to - 1]?.end ?? -1) : -1);

/**
 * Matches a sequence in one flat list: `...` skips statements and never dives again. More statements may follow (as
 * Semgrep allows after a `...`), unless `$...X` has taken what it wanted.
 */
function flat(
  c: MatchContext,
  ps: readonly Node[],
  first: number,
  list: Stretch,
): (env: Env, k: Continue) => boolean {
  const from = (i: number, at: number, env: Env, k: Continue, open = true): boolean => {
    c.budget.spend();
    const p = ps[i];
    if (p === undefined) return at === list.to || open ? k(env) : false;
    if (isDots(p)) return skip(i, at, env, k);
    if (p.kind === 'MetavarRest') return rest(p, i, at, env, k);
    const t = list.nodes[at];
    if (t === undefined || at >= list.to) return false;
    return c.match(p, t, env, after => from(i + 1, at + 1, reach(after, t.end), k, open));
  };
  const skip = (i: number, at: number, env: Env, k: Continue): boolean => {
    if (i === ps.length - 1) {
      // A final `...` may end after any statement; the longest comes first.
      for (let to = list.to; to >= at; to -= 1) {
        const end = to > at ? (list.nodes[to - 1]?.end ?? -1) : -1;
        if (k(reach(env, end))) return true;
      }
      return false;
    }
    let end = -1;
    for (let to = at; to <= list.to; to += 1) {
      if (from(i + 1, to, reach(env, end), k)) return true;
      end = Math.max(end, list.nodes[to]?.end ?? -1);
    }
    return false;
  };
  const rest = (p: Node, i: number, at: number, env: Env, k: Continue): boolean => {
    const begin = i === ps.length - 1 ? list.to : at;
    for (let to = begin; to <= list.to; to += 1) {
      const bound = bind(env, p.text, run(list.nodes, at, to), c.facts);
      const end = to > at ? (list.nodes[to - 1]?.end ?? -1) : -1;
      if (bound !== undefined && from(i + 1, to, reach(bound, end), k, false)) return true;
    }
    return false;
  };
  return (env, k) => from(first, list.from, env, k);
}

/** Returns the statements from a sibling on with all that is nested in them, in preorder; undefined when nothing is. */
function flatten(c: MatchContext, siblings: Stretch, at: number): Stretch | undefined {
  const first = siblings.nodes[at];
  const last = siblings.nodes[siblings.to - 1];
  if (first === undefined || last === undefined || first.index < 0) return undefined;
  const from = lowerBound(c.statements, first.index);
  const to = lowerBound(c.statements, last.last + 1);
  return to - from > siblings.to - at ? { nodes: c.statements, from, to } : undefined;
}

function lowerBound(statements: readonly Node[], index: number): number {
  let low = 0;
  let high = statements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((statements[middle]?.index ?? 0) < index) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Matches a block, or a body that is like one: exactly, unless it holds `...`. */
export const matchBlock: Handler = (c, p, t, env, k) => {
  if (t.kind !== p.kind) return false;
  const siblings = { nodes: t.kids, from: 0, to: t.kids.length };
  // The end of statements inside a block says nothing about the end of the sequence that the block is part of.
  return matchSequence(c, p.kids, siblings, { open: false, inside: false })(env, after =>
    k(after.end === env.end ? after : { bindings: after.bindings, end: env.end }),
  );
};

/** Matches a body where a single statement and a block of one are the same, and `...` is any. */
export function matchBody(c: MatchContext, p: Node, t: Node, env: Env, k: Continue): boolean {
  if (p.kind === 'Ellipsis') return k(env);
  if (t.kind === 'None') return false;
  // A metavariable alone is the whole body, or its only statement.
  if (p.kind === 'ExprStmt' && p.kids[0]?.kind === 'Metavar')
    return c.match(p, (t.kind === 'Block' ? onlyOf(t) : undefined) ?? t, env, k);
  if (p.kind === 'Block' && t.kind === 'Block') return c.match(p, t, env, k);
  const only = p.kind === 'Block' ? onlyOf(p) : undefined;
  if (only !== undefined) return matchOnly(c, only, t, env, k);
  return c.match(p, bodyOf(t, p.kind === 'ExprStmt'), env, k);
}

/** Returns the one statement of a block, or what it computes, where that is to be compared. */
function bodyOf(t: Node, isStatement: boolean): Node {
  const single = t.kind === 'Block' ? onlyOf(t) : undefined;
  if (single === undefined || isStatement) return single ?? t;
  return valueOf(single) ?? single;
}

/** Matches a block of one statement against a body that is none. */
function matchOnly(c: MatchContext, only: Node, t: Node, env: Env, k: Continue): boolean {
  if (isDots(only)) return k(env);
  return c.match(t.kind === 'ExprStmt' ? only : (valueOf(only) ?? only), t, env, k);
}

/** Returns the only child of a node. */
const onlyOf = ({ kids }: Node): Node | undefined => (kids.length === 1 ? kids[0] : undefined);

/** Returns what a statement computes, where that is all it does. */
const valueOf = ({ kind, kids }: Node): Node | undefined =>
  kind === 'Return' || kind === 'ExprStmt' ? kids[0] : undefined;

/** Matches an expression that stands as a statement; it may be part of what the target's statement computes. */
export const matchExprStmt: Handler = (c, p, t, env, k) => {
  const [expression] = p.kids;
  if (expression === undefined) return false;
  if (expression.kind === 'Metavar') return statementMetavar(c, p, expression, t, env, k);
  if (expression.kind === 'DeepEllipsis') {
    const inner = expression.kids[0];
    return inner !== undefined && anywhere(c, inner, t, env, k);
  }
  return matchComputed(c, expression, t, env, k);
};

function matchComputed(c: MatchContext, expression: Node, t: Node, env: Env, k: Continue): boolean {
  const value = t.kind === 'VarDef' ? t.kids[2] : t.kids[0];
  if (value === undefined || value.kind === 'None') return false;
  switch (t.kind) {
    case 'ExprStmt':
      return c.options.implicit_deep_exprstmt
        ? deep(c, expression, value, implicitSubexpressions, env, k)
        : c.match(expression, value, env, k, true);
    case 'VarDef':
      return c.options.vardef_assign && deep(c, expression, t, subexpressions, env, k);
    case 'Return':
      return deep(c, expression, value, subexpressions, env, k);
    case 'FuncDef':
      return expression.kind === 'Assign' && c.match(expression, t, env, k, true);
    default:
      return false;
  }
}

function statementMetavar(
  c: MatchContext,
  p: Node,
  metavariable: Node,
  t: Node,
  env: Env,
  k: Continue,
): boolean {
  if (t.kind === 'None') return false;
  const whole = bind(env, metavariable.text, { kind: 'node', node: t }, c.facts);
  if (whole !== undefined && k(whole)) return true;
  const [actual] = t.kids;
  return (
    p.text === ';' && t.kind === 'ExprStmt' && actual !== undefined && c.match(metavariable, actual, env, k)
  );
}

/** Matches an expression against another one or anything in it that `below` names. */
export function deep(
  c: MatchContext,
  p: Node,
  t: Node,
  below: (t: Node) => readonly Node[],
  env: Env,
  k: Continue,
): boolean {
  if (c.match(p, t, env, k, true)) return true;
  for (const child of below(t)) if (deep(c, p, child, below, env, k)) return true;
  return false;
}

/** Matches an expression against every expression of a statement, nested blocks left out. */
function anywhere(c: MatchContext, p: Node, t: Node, env: Env, k: Continue): boolean {
  for (const child of t.kids) {
    if (child.kind === 'Block' || child.kind === 'ClassBody' || child.kind === 'None') continue;
    if (deep(c, p, child, subexpressions, env, k)) return true;
  }
  return false;
}
