/** Loads a rule set into an engine: bundled packs, compiled when the product was built, and texts of rule files. */
import type { CompiledRule } from '../engine/compileRule.ts';
import type { Engine } from '../engine/engine.ts';
import type { LanguageId } from '../engine/languages/language.ts';
import { loadRules } from '../engine/load/load.ts';
import type { StoredPatterns } from '../engine/pattern/store.ts';
import type { Rule } from '../engine/rule.ts';
import type { Problem } from '../../common/result.ts';
import type { RuleSet, RuleSummary } from './messages.ts';
import type { RulesByLanguage } from './scanOne.ts';

/** Is a bundled pack as it lies in dist/rules. */
export interface Pack {
  readonly rules: readonly Rule[];
  readonly patterns: StoredPatterns;
}

/** Is a rule set ready to run. */
export interface LoadedRuleSet {
  readonly byLanguage: RulesByLanguage;
  readonly summary: RuleSummary;
}

/** Loads a rule set; of two rules with one id in one language the later counts. */
export function loadRuleSet(
  engine: Engine,
  packs: readonly Pack[],
  { texts, disabled }: RuleSet,
): LoadedRuleSet {
  const off = new Set(disabled);
  const loaded = texts.map(({ text, path }) => loadRules(text, path));
  const first = [
    ...packs.flatMap(pack => pack.rules),
    ...loaded.flatMap((each, index) => (texts[index]?.addsOnly ? [] : each.rules)),
  ];
  const taken = new Set(first.map(({ id }) => id));
  const added = loaded.flatMap((each, index) => (texts[index]?.addsOnly ? each.rules : []));
  const rules = [...first, ...added.filter(({ id }) => !taken.has(id))];
  const compiled = engine.compile(rules.filter(rule => !off.has(rule.id)));
  const byLanguage = new Map<LanguageId, Map<string, CompiledRule>>();
  for (const rule of compiled.rules) {
    const known = byLanguage.get(rule.language) ?? new Map<string, CompiledRule>();
    byLanguage.set(rule.language, known);
    known.set(rule.rule.id, rule);
  }
  return {
    byLanguage: new Map([...byLanguage].map(([language, byId]) => [language, [...byId.values()]])),
    summary: {
      rules: summarise(compiled.rules),
      skipped: [
        ...loaded.flatMap(({ skipped }) =>
          skipped.map(({ id, reason, source }) => ({ id, path: source.path, reason, line: source.line })),
        ),
        ...added
          .filter(({ id }) => taken.has(id))
          .map(({ id, source }) => ({
            id,
            path: source.path,
            reason: 'A rule of yours or a bundled one has this id. Rename it.',
            line: source.line,
          })),
        ...compiled.refused.map(({ rule, language, problems }) => ({
          id: rule.id,
          path: rule.source.path,
          line: problems.find(({ line }) => line !== undefined)?.line ?? rule.source.line,
          reason: `cannot run on ${language}: ${problems.map(say).join(' ')}`,
        })),
      ],
      problems: loaded.flatMap(({ problems }) => problems),
    },
  };
}

const say = ({ message, line }: Problem): string =>
  line === undefined ? message : `line ${line}: ${message}`;

function summarise(compiled: readonly CompiledRule[]): RuleSummary['rules'] {
  const byId = new Map<string, { id: string; languages: LanguageId[]; path: string }>();
  for (const { rule, language } of compiled) {
    const known = byId.get(rule.id);
    if (known === undefined)
      byId.set(rule.id, { id: rule.id, languages: [language], path: rule.source.path });
    else known.languages.push(language);
  }
  return [...byId.values()];
}
