/**
 * The catalogue of risky keys: rules/catalogue/settings/*.json, compiled once. A mistake in it is a problem that every
 * assessment reports; a rule that does not compile is never dropped in silence.
 */
import type { Problem } from '../../../common/result.ts';
import { dialects, type Dialect } from './dialects.ts';
import { catalogueSources } from './sources.ts';
import { compileRules, readLists, readTaxonomy } from './compileRules.ts';
import type { KeyPattern, Rule } from './rule.ts';
import type { Lists } from './conditions/compile.ts';

/** Is one pattern of a rule, ready to be matched. */
export interface Probe {
  readonly rule: Rule;
  readonly pattern: KeyPattern;
}

/** Holds the probes of a dialect: by first key where that is a name, and the rest. */
export interface ProbeIndex {
  readonly named: ReadonlyMap<string, readonly Probe[]>;
  readonly other: readonly Probe[];
}

/** Is the compiled catalogue. */
export interface Catalogue {
  readonly rules: readonly Rule[];
  readonly lists: Lists;
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
  const lists = readLists(sources.lists, problems);
  const taxonomy = readTaxonomy(sources.taxonomy, problems);
  const rules = Object.entries(sources.topics).flatMap(([topic, raw]) =>
    compileRules({ topic, raw, lists, taxonomy }, problems),
  );
  const index = new Map(
    dialects.map(dialect => [dialect, indexOf(rules.filter(rule => rule.dialects.includes(dialect)))]),
  );
  return { rules, lists, problems, index };
}

function indexOf(rules: readonly Rule[]): ProbeIndex {
  const named = new Map<string, Probe[]>();
  const other: Probe[] = [];
  for (const rule of rules) {
    for (const pattern of rule.keys) {
      const [first] = pattern.segments;
      if (first?.type !== 'name') {
        other.push({ rule, pattern });
        continue;
      }
      const probes = named.get(first.name) ?? [];
      probes.push({ rule, pattern });
      named.set(first.name, probes);
    }
  }
  return { named, other };
}
