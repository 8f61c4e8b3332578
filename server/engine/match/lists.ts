/** Matching of lists: in order with `...`, in any order, and arguments with keywords. */
import type { Node } from '../tree/node.ts';
import type { Continue, Handler, MatchContext } from './context.ts';
import { bind, type Env } from './env.ts';

/** Tells whether a pattern node stands for any number of neighbours. */
export const isDots = (node: Node): boolean => node.kind === 'Ellipsis';

/** Says how a list is matched. */
interface ListOptions {
  /** True when the target may have more at the end. */
  readonly less: boolean;
  readonly dots?: (node: Node) => boolean;
  readonly each?: (c: MatchContext, p: Node, t: Node, env: Env, k: Continue) => boolean;
}

const matchOne: Handler = (c, p, t, env, k) => c.match(p, t, env, k);

/** Matches in order; `...` stands for any number, `$...X` for any number that it then holds. */
export function inOrder(
  c: MatchContext,
  ps: readonly Node[],
  ts: readonly Node[],
  { less, dots = isDots, each = matchOne }: ListOptions,
): (env: Env, k: Continue) => boolean {
  const from = (i: number, j: number, env: Env, k: Continue): boolean => {
    c.budget.spend();
    const p = ps[i];
    if (p === undefined) return j === ts.length || less ? k(env) : false;
    if (p.kind === 'MetavarRest') return rest(p, i, j, env, k);
    if (dots(p)) {
      if (i === ps.length - 1) return k(env);
      for (let next = j; next <= ts.length; next += 1) if (from(i + 1, next, env, k)) return true;
      return false;
    }
    const t = ts[j];
    return t !== undefined && each(c, p, t, env, after => from(i + 1, j + 1, after, k));
  };
  const rest = (p: Node, i: number, j: number, env: Env, k: Continue): boolean => {
    // At the end only the longest run can do, unless more may follow.
    const first = i === ps.length - 1 && !less ? ts.length : j;
    for (let next = first; next <= ts.length; next += 1) {
      const bound = bind(env, p.text, run(ts, j, next), c.facts);
      if (bound !== undefined && from(i + 1, next, bound, k)) return true;
    }
    return false;
  };
  return (env, k) => from(0, 0, env, k);
}

/** Returns the neighbours from one place to another as a metavariable's content. */
export function run(nodes: readonly Node[], from: number, to: number) {
  const part = nodes.slice(from, to);
  const at = nodes[from]?.start ?? nodes[from - 1]?.end ?? 0;
  return { kind: 'nodes', nodes: part, start: part[0]?.start ?? at, end: part.at(-1)?.end ?? at } as const;
}

/** Matches each pattern element with a target element of its own, in any order; `...` among them allows more. */
export function inAnyOrder(
  c: MatchContext,
  all: readonly Node[],
  ts: readonly Node[],
  { less, dots = isDots, each = matchOne }: ListOptions,
): (env: Env, k: Continue) => boolean {
  const rest = all.find(p => p.kind === 'MetavarRest');
  const ps = all.filter(p => !dots(p) && p !== rest);
  const open = less || rest !== undefined || ps.length < all.length;
  const used = new Array<boolean>(ts.length).fill(false);
  const from = (i: number, env: Env, k: Continue): boolean => {
    c.budget.spend();
    const p = ps[i];
    if (p === undefined) {
      if (!open && ps.length !== ts.length) return false;
      if (rest === undefined) return k(env);
      const left = ts.filter((_, index) => used[index] !== true);
      const bound = bind(env, rest.text, run(left, 0, left.length), c.facts);
      return bound !== undefined && k(bound);
    }
    for (const [j, t] of ts.entries()) {
      if (used[j] === true) continue;
      used[j] = true;
      const stop = each(c, p, t, env, after => from(i + 1, after, k));
      used[j] = false;
      if (stop) return true;
    }
    return false;
  };
  return (env, k) => (ps.length > ts.length ? false : from(0, env, k));
}

/** Matches arguments: positional ones in order with `...`, keyword ones wherever they stand. */
export const matchArgs: Handler = (c, p, t, env, k) =>
  p.kids.some(child => child.kind === 'KwArg')
    ? args(c, p.kids, t.kids, env, k)
    : inOrder(c, p.kids, t.kids, { less: false, each: matchPositional })(env, k);

const matchPositional: Handler = (c, p, t, env, k) => t.kind !== 'KwArg' && c.match(p, t, env, k);

function args(c: MatchContext, ps: readonly Node[], ts: readonly Node[], env: Env, k: Continue): boolean {
  c.budget.spend();
  const [p, ...more] = ps;
  if (p === undefined) return ts.length === 0 && k(env);
  if (p.kind === 'KwArg') return keyword(c, p, more, ts, env, k);
  if (p.kind === 'Ellipsis' && more.length === 0) return k(env);
  if (p.kind === 'Ellipsis' || p.kind === 'MetavarRest') return several(c, p, more, ts, env, k);
  const [t, ...others] = ts;
  return (
    t !== undefined && t.kind !== 'KwArg' && c.match(p, t, env, after => args(c, more, others, after, k))
  );
}

/** Lets `...` or `$...X` take as many arguments as leave the rest of the pattern what it needs. */
function several(
  c: MatchContext,
  p: Node,
  more: readonly Node[],
  ts: readonly Node[],
  env: Env,
  k: Continue,
): boolean {
  for (let to = more.length === 0 ? ts.length : 0; to <= ts.length; to += 1) {
    const bound = p.kind === 'Ellipsis' ? env : bind(env, p.text, run(ts, 0, to), c.facts);
    if (bound !== undefined && args(c, more, ts.slice(to), bound, k)) return true;
  }
  return false;
}

function keyword(
  c: MatchContext,
  p: Node,
  more: readonly Node[],
  ts: readonly Node[],
  env: Env,
  k: Continue,
): boolean {
  for (const [index, t] of ts.entries()) {
    if (t.kind !== 'KwArg') continue;
    const stop = c.match(p, t, env, after => args(c, more, ts.toSpliced(index, 1), after, k));
    if (stop) return true;
  }
  return false;
}
