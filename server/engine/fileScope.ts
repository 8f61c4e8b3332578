/** Scopes over analysed text: a file as a whole, and what a metavariable in it holds. */
import type { Analysis } from './analysis.ts';
import { factsOf } from './analysis.ts';
import type { CompiledLeaf } from './formula/compile.ts';
import type { Range } from './formula/range.ts';
import type { Scope, Wanted } from './formula/scope.ts';
import { holding } from './holding.ts';
import { scanGeneric } from './generic/index.ts';
import type { LanguageId } from './languages/language.ts';
import { BudgetExceeded, type Budget, type MatchContext, type RegexSearch } from './match/context.ts';
import type { Binding } from './match/env.ts';
import { rangeOf, type Bound, type Match } from './match/match.ts';
import { match } from './match/matcher.ts';
import { indexNodes, type NodeIndex } from './match/nodeIndex.ts';
import { search, type Found } from './match/search.ts';
import { scanRegex } from './regex/patternRegex.ts';
import type { RuleOptions } from './rule.ts';
import type { Node } from './tree/node.ts';

/** Is what scopes of one rule and one file share. */
export interface ScopeSetting {
  readonly options: RuleOptions;
  readonly budget: Budget;
  readonly searchRegex: RegexSearch;
  /** Analyses a part of the file as another language; undefined when that can't be done. */
  readonly analysePart: (text: string, language: LanguageId) => Analysis | undefined;
}

/** Keeps what is found in a file, for all rules that have the same pattern or the same formula. */
export interface FoundCache {
  readonly patterns: Kept<Found>;
  readonly ranges: Kept<Range>;
  /** Patterns of which some matches were asked for. */
  readonly asked: Set<string>;
}

interface Kept<T> {
  get(key: string): readonly T[] | undefined;
  set(key: string, found: readonly T[]): void;
}

/** Is how many matches are kept at a time: patterns that find everything would fill the memory. */
const mostKept = 300_000;

/** Makes an empty cache; one that has become too full starts anew. */
export const createFoundCache = (): FoundCache => ({
  patterns: createKept(),
  ranges: createKept(),
  asked: new Set(),
});

function createKept<T>(): Kept<T> {
  const known = new Map<string, readonly T[]>();
  let kept = 0;
  return {
    get: key => known.get(key),
    set: (key, found) => {
      kept += found.length;
      if (kept > mostKept) known.clear();
      if (kept > mostKept) kept = found.length;
      known.set(key, found);
    },
  };
}

/** Makes the scope of a whole file. */
export function fileScope(analysis: Analysis, setting: ScopeSetting, cache: FoundCache): Scope {
  const whole = { start: 0, end: analysis.text.length };
  return scopeOf({
    analysis,
    setting,
    index: analysis.code?.index,
    given: undefined,
    whole,
    offset: 0,
    cache,
  });
}

interface Place {
  readonly analysis: Analysis;
  readonly setting: ScopeSetting;
  readonly index: NodeIndex | undefined;
  readonly given: Binding | undefined;
  /** Part of the analysis' text that regexes and generic patterns see. */
  readonly whole: { readonly start: number; readonly end: number };
  /** Where the analysed text begins in the file, when it is a part of one in another language; -1 when it is the file. */
  readonly offset: number;
  readonly cache: FoundCache | undefined;
}

function scopeOf(place: Place): Scope {
  const { analysis, setting, given, whole, cache } = place;
  const context = contextOf(analysis, setting);
  return {
    facts: factsOf(analysis),
    text: analysis.text,
    context,
    find: (leaf, inside, wanted) => {
      const key = `${inside ? 1 : 0}${leaf.key}`;
      const known = cache?.patterns.get(key);
      if (known !== undefined) return chosen(known, wanted);
      // What is asked of many matches with one condition or another is found once; the first time nobody knows.
      if (wanted !== undefined && (wanted.within !== undefined || cache?.asked.has(key) !== true)) {
        cache?.asked.add(key);
        return find(leaf, inside, place, { context, wanted });
      }
      const found = find(leaf, inside, place, { context });
      cache?.patterns.set(key, found);
      return chosen(found, wanted);
    },
    holding: clause => holding(clause, analysis),
    once: (key, evaluate) => {
      const known = cache?.ranges.get(key);
      if (known !== undefined) return known;
      const ranges = evaluate();
      cache?.ranges.set(key, ranges);
      return ranges;
    },
    whole: (): readonly Range[] => [{ ...whole, bindings: given, kind: 'plain' }],
    nested: (bound, language, known) => nested(bound, language, known, place),
    outward: binding => (place.offset === 0 && place.cache !== undefined ? binding : outward(binding, place)),
    spend: steps => {
      setting.budget.spend(steps);
    },
  };
}

function chosen(found: readonly Found[], wanted: Wanted | undefined): readonly Found[] {
  if (wanted === undefined) return found;
  const { within, accepts } = wanted;
  return found.filter(each => within?.(each) !== false && accepts?.(each.bindings) !== false);
}

function contextOf(
  { code, text }: Analysis,
  { options, budget, searchRegex }: ScopeSetting,
): MatchContext | undefined {
  if (code === undefined) return undefined;
  const context: MatchContext = {
    facts: code.facts,
    adapter: code.adapter,
    options,
    budget,
    testRegex: (source, searched) => {
      const { found, complete, effort } = searchRegex(source, searched);
      budget.spend(effort);
      if (!found && !complete) throw new BudgetExceeded();
      return found;
    },
    text,
    statements: code.index.statements,
    match: (...args) => match(context, ...args),
  };
  return context;
}

function find(
  leaf: CompiledLeaf,
  inside: boolean,
  place: Place,
  { context, wanted }: { context: MatchContext | undefined; wanted?: Wanted | undefined },
): readonly Found[] {
  const { matcher } = leaf;
  const { analysis, whole, given, index } = place;
  if (matcher.kind === 'tree') {
    // Names may come through an import, so the whole file is asked also for a part of it.
    const names = analysis.code?.index.names;
    if (names !== undefined && !matcher.pattern.names.every(name => names.has(name))) return [];
    return context === undefined || index === undefined
      ? []
      : search(context, matcher.pattern, index, { inside, given, ...wanted });
  }
  const text = analysis.text.slice(whole.start, whole.end);
  const { matches, complete, steps } =
    matcher.kind === 'regex' ? scanRegex(matcher.regex, text) : scanGeneric(matcher.pattern, text);
  place.setting.budget.spend(steps);
  // A search that was cut short must not pass for one that found nothing more.
  if (!complete) throw new BudgetExceeded();
  const found: Found[] = [];
  for (const each of matches) {
    place.setting.budget.spend();
    const shifted = toFound(each, whole.start, given);
    if (shifted !== undefined) found.push(shifted);
  }
  return found;
}

/** Text matches bind text; inside metavariable-pattern they must agree with what is bound already. */
function toFound(found: Match, by: number, given: Binding | undefined): Found | undefined {
  let bindings = given;
  for (const [name, bound] of found.bindings) {
    const moved = moveBound(bound, by);
    if (name !== '$_') bindings = { name, bound: moved, next: bindings };
  }
  return { start: found.start + by, end: found.end + by, bindings };
}

const moveBound = (bound: Bound, by: number): Bound =>
  bound.kind === 'node' || by === 0 ? bound : { ...bound, start: bound.start + by, end: bound.end + by };

function nested(
  bound: Bound,
  language: LanguageId | undefined,
  given: Binding | undefined,
  place: Place,
): Scope | undefined {
  const { analysis, setting } = place;
  if (language !== undefined && language !== analysis.language) return foreign(bound, language, given, place);
  if (bound.kind === 'text') {
    const part =
      analysis.language === 'generic' || analysis.language === 'regex' ? analysis.language : 'regex';
    return foreign(bound, part, given, place);
  }
  const nodes =
    bound.kind === 'node' ? below(bound.node, analysis) : bound.nodes.flatMap(node => below(node, analysis));
  return scopeOf({
    analysis,
    setting,
    index: indexNodes(nodes, factsOf(analysis), analysis.language),
    given,
    whole: rangeOf(bound),
    offset: 0,
    cache: undefined,
  });
}

function below(node: Node, { code }: Analysis): readonly Node[] {
  if (node.index >= 0 && code !== undefined) return code.index.nodes.slice(node.index, node.last + 1);
  const nodes: Node[] = [];
  const visit = (at: Node): void => {
    nodes.push(at);
    at.kids.forEach(visit);
  };
  visit(node);
  return nodes;
}

function foreign(
  bound: Bound,
  language: LanguageId,
  given: Binding | undefined,
  { analysis, setting, offset }: Place,
): Scope | undefined {
  const { start, end } = rangeOf(bound);
  const plain = language === 'generic' || language === 'regex';
  const text = contentOf(bound) ?? (plain ? analysis.text.slice(start, end) : undefined);
  const part = text === undefined ? undefined : setting.analysePart(text, language);
  if (part === undefined) return undefined;
  const content =
    contentOf(bound) !== undefined && bound.kind === 'node' ? start + quoteOf(bound.node, text ?? '') : start;
  return scopeOf({
    analysis: part,
    setting,
    index: part.code?.index,
    given,
    whole: { start: 0, end: part.text.length },
    offset: offset + content,
    cache: undefined,
  });
}

const contentOf = (bound: Bound): string | undefined => {
  if (bound.kind === 'text') return bound.text;
  return bound.kind === 'node' && (bound.node.kind === 'Str' || bound.node.kind === 'XmlText')
    ? bound.node.text
    : undefined;
};

const quoteOf = ({ start, end }: Node, text: string): number =>
  Math.max(0, Math.floor((end - start - text.length) / 2));

/** What was bound in a part in another language is text of the file, at about its place. */
function outward({ name, bound, next }: Binding, { analysis, offset, cache }: Place): Binding {
  if (cache !== undefined || offset === 0) return { name, bound, next };
  const { start, end } = rangeOf(bound);
  const text = bound.kind === 'text' ? bound.text : analysis.text.slice(start, end);
  return { name, bound: { kind: 'text', text, start: start + offset, end: end + offset }, next };
}
