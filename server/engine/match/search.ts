/** Finds every place in a file where a pattern matches. */
import type { Pattern } from '../pattern/compile.ts';
import type { Node } from '../tree/node.ts';
import { candidates } from './candidates.ts';
import { BudgetExceeded, type Budget, type Continue, type MatchContext } from './context.ts';
import { emptyEnv, type Binding, type Env } from './env.ts';
import type { NodeIndex } from './nodeIndex.ts';
import { matchSequence } from './statements.ts';

/** Is one place where a pattern matches. */
export interface Found {
  readonly start: number;
  readonly end: number;
  readonly bindings: Binding | undefined;
}

/** Says how a pattern is searched for. */
export interface SearchOptions {
  /** True for pattern-inside and pattern-not-inside: of matches that begin together only the longest is wanted. */
  readonly inside: boolean;
  /** Bindings that hold already, inside metavariable-pattern. */
  readonly given: Binding | undefined;
  /** Tells which places are wanted; all where it is left out. */
  readonly within?: ((place: { readonly start: number; readonly end: number }) => boolean) | undefined;
  /** Places one of which every wanted match holds; any where it is left out. Only for patterns of one metavariable. */
  readonly near?: Int32Array | undefined;
  /** Tells which contents are wanted; all where it is left out. */
  readonly accepts?: ((bindings: Binding | undefined) => boolean) | undefined;
}

/** Is how many matches one pattern may have in one file: with some left out, a rule's negations would be wrong. */
const mostFound = 100_000;
/** Is what comparing the metavariables of two matches counts. */
const perComparison = 0.4;

/** Returns every match of a pattern, each place and content once. */
export function search(
  c: MatchContext,
  pattern: Pattern,
  index: NodeIndex,
  { inside, given, within, near, accepts }: SearchOptions,
): readonly Found[] {
  const found = new Findings(c.budget, accepts);
  const env: Env = { ...emptyEnv, bindings: given };
  // Without metavariables one solution a place says everything.
  const enough = pattern.metavariables.length === 0;
  if (pattern.shape === 'sequence') searchSequences(c, pattern, index, { inside, env, enough, found });
  else {
    const [root] = pattern.nodes;
    if (root === undefined) return [];
    // Of a part of a file there may be several roots.
    const isWhole = index.nodes[0]?.parent === undefined;
    const tried =
      near === undefined || !isWhole ? candidates(c, pattern, root, index) : index.expressionsAt(near);
    for (const node of tried) {
      if (within?.(node) === false) continue;
      const { start, end } = rangeOf(pattern, node);
      const note: Continue = ({ bindings }) => {
        found.add(start, end, bindings);
        return enough;
      };
      c.match(root, node, env, note, true);
    }
  }
  return found.list;
}

class Findings {
  readonly list: Found[] = [];
  readonly #seen = new Map<number, Found[]>();
  readonly #budget: Budget;
  readonly #accepts: SearchOptions['accepts'];

  constructor(budget: Budget, accepts: SearchOptions['accepts']) {
    this.#budget = budget;
    this.#accepts = accepts;
  }

  /** Adds a match unless it is known or not wanted. */
  add(start: number, end: number, bindings: Binding | undefined): void {
    if (this.#accepts?.(bindings) === false) return;
    const key = start * 2 ** 26 + end;
    const same = this.#seen.get(key);
    this.#budget.spend(1 + (same?.length ?? 0) * perComparison);
    if (same?.some(other => sameBindings(other.bindings, bindings)) === true) return;
    const found = { start, end, bindings };
    if (same === undefined) this.#seen.set(key, [found]);
    else same.push(found);
    this.list.push(found);
    if (this.list.length > mostFound) throw new BudgetExceeded();
  }
}

function sameBindings(a: Binding | undefined, b: Binding | undefined): boolean {
  let left = a;
  let right = b;
  for (; left !== undefined && right !== undefined; left = left.next, right = right.next) {
    if (left === right) return true;
    if (left.name !== right.name || !sameBound(left.bound, right.bound)) return false;
  }
  return left === right;
}

function sameBound(a: Binding['bound'], b: Binding['bound']): boolean {
  if (a.kind === 'node' && b.kind === 'node') return a.node === b.node;
  if (a.kind === 'node' || b.kind === 'node') return false;
  return a.start === b.start && a.end === b.end;
}

/** An expression pattern found in a declaration is about the assignment, without the words before its name. */
function rangeOf(pattern: Pattern, node: Node): { readonly start: number; readonly end: number } {
  if (pattern.shape === 'expression' && node.kind === 'VarDef') {
    const [target, , value] = node.kids;
    return {
      start: target?.start ?? node.start,
      end: value?.kind === 'None' ? node.end : (value?.end ?? node.end),
    };
  }
  return node;
}

const fromFirstMember = new Set(['java', 'go']);

function searchSequences(
  c: MatchContext,
  pattern: Pattern,
  index: NodeIndex,
  { inside, env, enough, found }: { inside: boolean; env: Env; enough: boolean; found: Findings },
): void {
  const ps = pattern.nodes;
  const leading = ps[0]?.kind === 'Ellipsis';
  // In Terraform the body of a block is a record, whose members follow each other as statements do.
  const lists = c.adapter.id === 'terraform' ? [...index.lists, ...index.of('Record')] : index.lists;
  for (const list of lists) {
    const to = list.kids.length;
    // Members of a class have no order, so a sequence begins with the first of them.
    const isMembers = list.kind === 'ClassBody' && fromFirstMember.has(c.adapter.id);
    const starts = (leading && inside) || isMembers ? Math.min(1, to) : to;
    for (let from = 0; from < starts; from += 1) {
      const first = list.kids[from];
      if (first === undefined) break;
      matchSequence(
        c,
        ps,
        { nodes: list.kids, from, to },
        { open: true, inside },
      )({ ...env, end: -1 }, after => {
        const end = Math.max(after.end, ps.length === 0 ? -1 : first.end);
        found.add(first.start, end, after.bindings);
        return enough && inside;
      });
    }
  }
}
