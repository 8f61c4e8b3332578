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
    let found = false;
    const note: Continue = after => {
      found = true;
      return k(after);
    };
    if (flat(c, ps, i, { ...siblings, from: at })(env, note)) return true;
    // What is nested is looked into when the statements themselves do not fit, or when they are just one between dots.
    if (last || (found && !isAmongDots(ps)) || !c.options.go_deeper_stmt) return false;
    const nested = flatten(c, siblings, at);
    return nested !== undefined && flat(c, ps, i, nested)(env, k);
  };
  return (env, k) => shallow(0, siblings.from, env, k);
}

const isAmongDots = (ps: readonly Node[]): boolean =>
  ps.length === 3 && ps[0]?.kind === 'Ellipsis' && ps[2]?.kind === 'Ellipsis';

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
  if (p.kind === 'ExprStmt' && p.kids[0]?.kind === 'Metavar') {
    const [alone, ...rest] = t.kind === 'Block' ? t.kids : [];
    return c.match(p, alone !== undefined && rest.length === 0 ? alone : t, env, k);
  }
  if (p.kind === 'Block' && t.kind === 'Block') return c.match(p, t, env, k);
  const [only, ...more] = p.kids;
  if (p.kind === 'Block' && only !== undefined && more.length === 0) {
    if (isDots(only)) return k(env);
    if (t.kind === 'ExprStmt') return c.match(only, t, env, k);
    const inner = only.kind === 'Return' || only.kind === 'ExprStmt' ? only.kids[0] : undefined;
    return inner === undefined ? c.match(only, t, env, k) : c.match(inner, t, env, k);
  }
  const [single, ...others] = t.kids;
  if (t.kind === 'Block' && single !== undefined && others.length === 0) {
    if (p.kind === 'ExprStmt') return c.match(p, single, env, k);
    const inner = single.kind === 'Return' || single.kind === 'ExprStmt' ? single.kids[0] : undefined;
    return c.match(p, inner ?? single, env, k);
  }
  return c.match(p, t, env, k);
}

/** Matches an expression that stands as a statement; it may be part of what the target's statement computes. */
export const matchExprStmt: Handler = (c, p, t, env, k) => {
  const [expression] = p.kids;
  if (expression === undefined) return false;
  if (expression.kind === 'Metavar') return statementMetavar(c, p, expression, t, env, k);
  if (expression.kind === 'DeepEllipsis') {
    const inner = expression.kids[0];
    return inner !== undefined && anywhere(c, inner, t, env, k);
  }
  switch (t.kind) {
    case 'ExprStmt': {
      const [actual] = t.kids;
      if (actual === undefined) return false;
      return c.options.implicit_deep_exprstmt
        ? deep(c, expression, actual, implicitSubexpressions, env, k)
        : c.match(expression, actual, env, k, true);
    }
    case 'VarDef':
      return (
        c.options.vardef_assign &&
        t.kids[2]?.kind !== 'None' &&
        deep(c, expression, t, subexpressions, env, k)
      );
    case 'Return':
      return (
        t.kids[0] !== undefined &&
        t.kids[0].kind !== 'None' &&
        deep(c, expression, t.kids[0], subexpressions, env, k)
      );
    case 'FuncDef':
      return expression.kind === 'Assign' && c.match(expression, t, env, k, true);
    default:
      return false;
  }
};

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
