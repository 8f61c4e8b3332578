/**
 * Evaluates a rule's formula on a file: ranges that patterns and regexes found are intersected, subtracted and filtered.
 * The order is Semgrep's: patterns, then pattern-inside, then negations, then conditions, then focus.
 */
import { equalBounds, lookUp, type Binding } from '../match/env.ts';
import { rangeOf } from '../match/match.ts';
import type { CompiledFormula, CompiledLeaf } from './compile.ts';
import { holds } from './conditions.ts';
import { coverOf, type Cover } from './cover.ts';
import { accepts, earlyOf, narrowed, nothing, type Early } from './early.ts';
import { merge, type Range } from './range.ts';
import type { Scope, Wanted } from './scope.ts';

/** Returns the ranges that a formula finds in a scope. */
export const evaluate = (formula: CompiledFormula, scope: Scope): readonly Range[] =>
  find(formula, { scope, inside: false, early: nothing });

/** Is where and how a part of a formula is evaluated. */
interface Search {
  readonly scope: Scope;
  readonly inside: boolean;
  readonly early: Early;
}

function find(formula: CompiledFormula, search: Search): readonly Range[] {
  const { scope, inside, early } = search;
  switch (formula.kind) {
    case 'leaf':
      return leaf(formula, search);
    case 'inside':
      return find(formula.part, { ...search, inside: true }).map(range => ({
        ...range,
        kind: 'inside' as const,
      }));
    case 'any':
    case 'all':
      // What was found under conditions of one rule is of no use to another.
      if (early.length > 0) return compound(formula, search);
      return scope.once(`${inside ? 1 : 0}${formula.key}`, () => compound(formula, search));
    case 'not':
      return [];
  }
}

function compound(formula: Conjunction, search: Search): readonly Range[] {
  const found =
    formula.kind === 'any'
      ? formula.parts.flatMap(part => find(part, within(formula, part, search)))
      : conjunction(formula, search);
  return conclude(formula, found, search.scope);
}

/** Conditions may ask for what a focus leaves out, but never for more than a part binds. */
const within = (formula: Conjunction, part: CompiledFormula, search: Search): Search => ({
  ...search,
  early: earlyOf(formula, part, search.early),
});

function leaf(formula: CompiledLeaf, { scope, inside, early }: Search, cover?: Cover): readonly Range[] {
  const kind = formula.regex ? 'regex' : 'plain';
  const found = scope.find(formula, inside, wantedOf(formula, { scope, early, cover }));
  scope.spend(2 * found.length);
  return found.map(({ start, end, bindings }) => ({ start, end, bindings, kind }));
}

type Conjunction = Extract<CompiledFormula, { readonly parts: unknown }>;

/** Returns what to ask of a leaf; undefined where all that it finds is wanted. */
function wantedOf(
  formula: CompiledLeaf,
  { scope, early, cover }: { scope: Scope; early: Early; cover: Cover | undefined },
): Wanted | undefined {
  if (early.length === 0) return cover === undefined ? undefined : { within: cover };
  const narrow = narrowed(formula, early, scope);
  const [rarest] = narrow;
  return {
    within:
      rarest === undefined
        ? cover
        : place => cover?.(place) !== false && narrow.every(({ covers }) => covers(place)),
    near: rarest !== undefined && rarest.starts.length <= fewPlaces ? rarest.starts : undefined,
    accepts: bindings => accepts(early, bindings, scope),
  };
}

/** So many places are faster gone through one by one than all expressions of a file. */
const fewPlaces = 200;

function conjunction(formula: Conjunction, search: Search): readonly Range[] {
  const { parts } = formula;
  const { scope } = search;
  const positive = parts.filter(part => part.kind !== 'not').toSorted((a, b) => width(a) - width(b));
  const last = positive.length > 1 ? positive.at(-1) : undefined;
  const selector = last !== undefined && isSelector(last) ? last : undefined;
  const found = findAll(formula, selector === undefined ? positive : positive.slice(0, -1), search);
  if (found === undefined) return [];
  const [first, ...rest] = found;
  let ranges = first ?? scope.whole();
  for (const others of rest) {
    if (ranges.length === 0) return [];
    ranges = intersect(ranges, others, scope);
  }
  if (selector !== undefined && ranges.length > 0)
    ranges = intersect(ranges, leaf(selector, within(formula, selector, search), coverOf(ranges)), scope);
  return withoutExcluded(ranges, parts, scope);
}

/** Returns what each part finds, limits last; undefined where one finds nothing, for then the whole does. */
function findAll(
  formula: Conjunction,
  parts: readonly CompiledFormula[],
  search: Search,
): readonly (readonly Range[])[] | undefined {
  const plain: (readonly Range[])[] = [];
  const limits: (readonly Range[])[] = [];
  for (const part of parts) {
    const found = find(part, within(formula, part, search));
    const [first] = found;
    if (first === undefined) return undefined;
    (first.kind === 'inside' ? limits : plain).push(found);
  }
  return [...plain, ...limits];
}

function withoutExcluded(
  found: readonly Range[],
  parts: readonly CompiledFormula[],
  scope: Scope,
): readonly Range[] {
  let ranges = found;
  for (const part of parts) {
    if (part.kind !== 'not' || ranges.length === 0) continue;
    const excluded = excludedBy(part.part, ranges, scope);
    ranges = subtract(ranges, excluded, scope);
  }
  return ranges;
}

/** A pattern excludes only ranges that are its own, so it need not be looked for elsewhere when there are few. */
function excludedBy(part: CompiledFormula, ranges: readonly Range[], scope: Scope): readonly Range[] {
  if (part.kind === 'leaf' && !part.regex && ranges.length <= fewRanges)
    return leaf(part, { scope, inside: false, early: nothing }, coverOf(ranges));
  return find(part, { scope, inside: part.kind === 'inside', early: nothing });
}
const fewRanges = 64;

/** `pattern: $X` beside other patterns chooses among the expressions within what those found. */
const isSelector = (part: CompiledFormula): part is CompiledLeaf =>
  part.kind === 'leaf' &&
  part.matcher.kind === 'tree' &&
  part.matcher.pattern.nodes.length === 1 &&
  part.matcher.pattern.nodes[0]?.kind === 'Metavar';

/** Orders parts by how much they are likely to find: what names nothing comes last. */
function width(formula: CompiledFormula): number {
  switch (formula.kind) {
    case 'leaf':
      return formula.matcher.kind === 'tree' && formula.matcher.pattern.names.length === 0 ? 2 : 0;
    case 'inside':
    case 'not':
      return width(formula.part);
    case 'all':
      return Math.min(3, ...formula.parts.filter(part => part.kind !== 'not').map(width));
    case 'any':
      return 1 + Math.max(0, ...formula.parts.map(width));
  }
}

function conclude(
  { conditions, focus }: Conjunction,
  found: readonly Range[],
  scope: Scope,
): readonly Range[] {
  let ranges = found;
  for (const condition of conditions)
    ranges = ranges.flatMap(range => holds(condition, range, scope, evaluate));
  for (const names of focus) ranges = ranges.flatMap(range => focused(range, names));
  return unique(ranges, scope);
}

/** Returns the parts of a range that metavariables hold. */
function focused(range: Range, names: readonly string[]): readonly Range[] {
  return names.flatMap(name => {
    const bound = lookUp(range.bindings, name);
    if (bound === undefined) return [];
    const { start, end } = rangeOf(bound);
    return start >= range.start && end <= range.end ? [{ ...range, start, end }] : [];
  });
}

const isWithin = (a: Range, b: Range): boolean => a.start >= b.start && a.end <= b.end;

/** Tells whether metavariables that both ranges have hold the same. */
function agree(a: Range, b: Range, scope: Scope): boolean {
  if (b.bindings === undefined) return true;
  for (let at = a.bindings; at !== undefined; at = at.next) {
    const other = lookUp(b.bindings, at.name);
    if (other !== undefined && other !== at.bound && !equalBounds(at.bound, other, scope.facts)) return false;
  }
  return true;
}

/** Is what comparing the places of two ranges counts. */
const perPair = 0.01;

function intersect(xs: readonly Range[], ys: readonly Range[], scope: Scope): readonly Range[] {
  const result: Range[] = [];
  const keep = (a: Range, b: Range): void => {
    if (!isWithin(a, b) || (a.kind === 'inside' && b.kind !== 'inside')) return;
    scope.spend(2);
    if (agree(a, b, scope)) result.push({ ...a, bindings: merge(a.bindings, b.bindings) });
  };
  const inYs = coverOf(ys);
  const inXs = coverOf(xs);
  for (const x of xs) {
    if (!inYs(x)) continue;
    scope.spend(1 + ys.length * perPair);
    for (const y of ys) keep(x, y);
  }
  for (const y of ys) {
    if (!inXs(y)) continue;
    scope.spend(1 + xs.length * perPair);
    for (const x of xs) if (!(x.start === y.start && x.end === y.end && x.kind === y.kind)) keep(y, x);
  }
  return unique(result, scope);
}

function subtract(ranges: readonly Range[], excluded: readonly Range[], scope: Scope): readonly Range[] {
  if (excluded.length === 0) return ranges;
  const covered = coverOf(excluded);
  const regex = excluded.some(({ kind }) => kind === 'regex');
  return ranges.filter(
    range => (!regex && !covered(range)) || !excluded.some(other => excludes(other, range, scope)),
  );
}

function excludes(other: Range, range: Range, scope: Scope): boolean {
  scope.spend();
  const inner = isWithin(range, other);
  const outer = isWithin(other, range);
  const fits = other.kind === 'inside' ? inner : other.kind === 'regex' ? inner || outer : inner && outer;
  return fits && agree(range, other, scope);
}

/** Is what comparing the metavariables of two ranges counts. */
const perContent = 0.1;

/** Returns each range with the same content once. */
function unique(ranges: readonly Range[], scope: Scope): readonly Range[] {
  if (ranges.length < 2) return ranges;
  const seen = new Map<number, Range[]>();
  return ranges.filter(range => {
    const key = placeKey(range);
    const same = seen.get(key);
    if (same === undefined) {
      seen.set(key, [range]);
      return true;
    }
    scope.spend(same.length * perContent);
    if (same.some(other => sameContent(other, range, scope))) return false;
    same.push(range);
    return true;
  });
}

/** Texts are shorter than 2^24 characters, so a range and its kind are one number. */
const placeKey = ({ kind, start, end }: Range): number =>
  (start * 2 ** 24 + end) * 4 + (kind === 'plain' ? 0 : kind === 'inside' ? 1 : 2);

function sameContent(a: Range, b: Range, scope: Scope): boolean {
  if (a.bindings === b.bindings) return true;
  return agree(a, b, scope) && count(a.bindings) === count(b.bindings) && sameNames(a, b);
}

const sameNames = (a: Range, b: Range): boolean => {
  for (let at = a.bindings; at !== undefined; at = at.next)
    if (lookUp(b.bindings, at.name) === undefined) return false;
  return true;
};

function count(bindings: Binding | undefined): number {
  let total = 0;
  for (let at = bindings; at !== undefined; at = at.next) total += 1;
  return total;
}
