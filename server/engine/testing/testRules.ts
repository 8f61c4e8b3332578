/** Runs rules on their annotated targets and compares. Reads no files: they are handed in. */
import { describeProblem } from '../../../common/result.ts';
import type { Engine } from '../engine.ts';
import type { LanguageId } from '../languages/language.ts';
import { languageOf } from '../languages/registry.ts';
import { linesOf } from '../lines.ts';
import { loadRules } from '../load/load.ts';
import type { Rule } from '../rule.ts';
import { judge, readAnnotations, type Expectations } from './annotations.ts';

/** Is a text of a test folder. */
export interface TestFile {
  readonly path: string;
  readonly text: string;
}

/** Is how one rule did on one target; the public JSON contract of `ringfence rules test`. */
export interface RuleTestResult {
  readonly id: string;
  readonly file: string;
  readonly language: string;
  readonly passed: boolean;
  readonly expected: readonly number[];
  readonly reported: readonly number[];
  readonly error?: string;
}

/** Tests the rules of one file on its targets. */
export function testRuleFile(
  engine: Engine,
  ruleFile: TestFile,
  targets: readonly TestFile[],
): readonly RuleTestResult[] {
  const loaded = loadRules(ruleFile.text, ruleFile.path);
  const skipped = loaded.skipped.map(({ id, reason }) => failed(id, ruleFile.path, '', reason));
  const unnamed =
    loaded.rules.length + loaded.skipped.length === 0
      ? [
          failed(
            '',
            ruleFile.path,
            '',
            loaded.problems.map(describeProblem).join('\n') || 'The file holds no rule.',
          ),
        ]
      : [];
  const tested = loaded.rules.flatMap(rule => testRule(engine, rule, targets));
  return [...skipped, ...unnamed, ...tested];
}

const failed = (id: string, file: string, language: string, error: string): RuleTestResult => ({
  id,
  file,
  language,
  passed: false,
  expected: [],
  reported: [],
  error,
});

function testRule(engine: Engine, rule: Rule, targets: readonly TestFile[]): readonly RuleTestResult[] {
  const results = targets.flatMap(target => {
    const language = languageFor(rule, target);
    if (language === undefined) return [];
    return [testTarget(engine, rule, target, language)];
  });
  if (results.length > 0) return results;
  return [failed(rule.id, rule.source.path, rule.languages.join(', '), 'The rule has no target beside it.')];
}

/** A rule for generic text or regexes reads any file; any other one those of its languages, and what is of no known language. */
function languageFor(rule: Rule, { path, text }: TestFile): LanguageId | undefined {
  const language = languageOf(path, text.slice(0, 200).split('\n')[0]);
  if (language !== undefined && rule.languages.includes(language)) return language;
  const plain = rule.languages.find(each => each === 'generic' || each === 'regex');
  return plain ?? (language === undefined ? rule.languages[0] : undefined);
}

const nothing: Expectations = { expected: new Set(), ignored: new Set() };

function testTarget(engine: Engine, rule: Rule, target: TestFile, language: LanguageId): RuleTestResult {
  const expectations = readAnnotations(target.text).get(rule.id) ?? nothing;
  const { rules, refused } = engine.compile([rule], new Set([language]));
  if (refused.length > 0) {
    const problems = refused.flatMap(each => each.problems).map(describeProblem);
    return failed(rule.id, target.path, language, problems.join('\n'));
  }
  const analysis = engine.analyse(target.text, language);
  if (!analysis.ok)
    return failed(rule.id, target.path, language, analysis.problems.map(describeProblem).join('\n'));
  const { matches, exceeded } = engine.scan(analysis.value, rules);
  const lines = linesOf(target.text);
  const outcome = judge(
    matches.map(({ start }) => lines.at(start).line),
    expectations,
  );
  const error = exceeded[0] === undefined ? {} : { error: `The rule ${exceeded[0].reason}.` };
  return {
    id: rule.id,
    file: target.path,
    language,
    ...outcome,
    passed: outcome.passed && exceeded.length === 0,
    ...error,
  };
}
