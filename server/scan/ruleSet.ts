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
  const isOn = ({ id }: Rule): boolean => !off.has(id);
  const bundled = packs.flatMap(pack => pack.rules).filter(isOn);
  const own = loaded.flatMap((each, index) => (texts[index]?.addsOnly ? [] : each.rules));
  const taken = new Set([...packs.flatMap(pack => pack.rules), ...own].map(({ id }) => id));
  const added = loaded.flatMap((each, index) => (texts[index]?.addsOnly ? each.rules : []));
  // What is wrong with a rule of a file is said at once; bundled ones were checked when they were built.
  const compiled = engine.compile([...own, ...added.filter(({ id }) => !taken.has(id))].filter(isOn));
  return {
    byLanguage: byLanguage(engine, bundled, compiled.rules),
    summary: {
      rules: summarise([
        ...bundled.flatMap(rule => rule.languages.map(language => ({ rule, language }))),
        ...compiled.rules,
      ]),
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

/** Compiles the bundled rules of a language when its first text comes: most scans meet few languages. */
function byLanguage(
  engine: Engine,
  bundled: readonly Rule[],
  compiled: readonly CompiledRule[],
): RulesByLanguage {
  const known = new Map<LanguageId, readonly CompiledRule[]>();
  return {
    get: language => {
      let rules = known.get(language);
      if (rules === undefined) {
        const all = [
          ...engine.compile(bundled, new Set([language])).rules,
          ...compiled.filter(rule => rule.language === language),
        ];
        rules = [...new Map(all.map(rule => [rule.rule.id, rule])).values()];
        known.set(language, rules);
      }
      return rules;
    },
  };
}

const say = ({ message, line }: Problem): string =>
  line === undefined ? message : `line ${line}: ${message}`;

function summarise(compiled: readonly Pick<CompiledRule, 'rule' | 'language'>[]): RuleSummary['rules'] {
  const byId = new Map<string, { id: string; languages: LanguageId[]; path: string }>();
  for (const { rule, language } of compiled) {
    const known = byId.get(rule.id);
    if (known === undefined)
      byId.set(rule.id, { id: rule.id, languages: [language], path: rule.source.path });
    else known.languages.push(language);
  }
  return [...byId.values()];
}
