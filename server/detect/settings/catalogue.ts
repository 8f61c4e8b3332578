/**
 * The catalogue of risky keys: rules/catalogue/settings/*.json, compiled once. A mistake in it is a problem that every
 * assessment reports; a rule that does not compile is never dropped in silence.
 */
import type { Problem } from '../../../common/result.ts';
import { dialects, type Dialect } from './dialects.ts';
import { catalogueSources } from './sources.ts';
import { compileRules, readConditions, readLists, readTaxonomy } from './compileRules.ts';
import type { KeyPattern, Rule } from './rule.ts';
import type { Vocabulary } from './conditions/compile.ts';

/** Is one pattern of a rule, ready to be matched. */
export interface Probe {
  readonly rule: Rule;
  readonly pattern: KeyPattern;
}

/** Holds the probes of a dialect: by first key where that is a name, by its namespace where it has `*`, and the rest. */
export interface ProbeIndex {
  readonly named: ReadonlyMap<string, readonly Probe[]>;
  readonly globs: ReadonlyMap<string, readonly Probe[]>;
  readonly other: readonly Probe[];
}

/** Is the compiled catalogue. */
export interface Catalogue {
  readonly rules: readonly Rule[];
  readonly words: Vocabulary;
  readonly problems: readonly Problem[];
  readonly index: ReadonlyMap<Dialect, ProbeIndex>;
}

let compiled: Catalogue | undefined;

/** Returns the built-in catalogue; compiles it at the first call. */
export function catalogue(): Catalogue {
  compiled ??= compileCatalogue(catalogueSources);
  return compiled;
}

/** Compiles a catalogue from its raw sources. */
export function compileCatalogue(sources: typeof catalogueSources): Catalogue {
  const problems: Problem[] = [];
  const words: Vocabulary = {
    lists: readLists(sources.lists, problems),
    conditions: readConditions(sources.conditions),
  };
  const taxonomy = readTaxonomy(sources.taxonomy, problems);
  const rules = Object.entries(sources.topics).flatMap(([topic, raw]) =>
    compileRules({ topic, raw, words, taxonomy }, problems),
  );
  const index = new Map(
    dialects.map(dialect => [dialect, indexOf(rules.filter(rule => rule.dialects.includes(dialect)))]),
  );
  return { rules, words, problems, index };
}

function indexOf(rules: readonly Rule[]): ProbeIndex {
  const named = new Map<string, Probe[]>();
  const globs = new Map<string, Probe[]>();
  const other: Probe[] = [];
  for (const rule of rules) {
    for (const pattern of rule.keys) bucketOf(pattern, { named, globs, other }).push({ rule, pattern });
  }
  return { named, globs, other };
}

interface Buckets {
  readonly named: Map<string, Probe[]>;
  readonly globs: Map<string, Probe[]>;
  readonly other: Probe[];
}

function bucketOf(pattern: KeyPattern, { named, globs, other }: Buckets): Probe[] {
  const [first] = pattern.segments;
  if (first?.type === 'name') return bucket(named, first.name);
  const space = namespaceOf(pattern.text.split('/', 1)[0] ?? '');
  return first?.type === 'glob' && !space.includes('*') ? bucket(globs, space) : other;
}

function bucket(map: Map<string, Probe[]>, key: string): Probe[] {
  const known = map.get(key) ?? [];
  map.set(key, known);
  return known;
}

/** Returns the part of a dotted key before its first dot. */
export const namespaceOf = (name: string): string => name.split('.', 1)[0] ?? '';
