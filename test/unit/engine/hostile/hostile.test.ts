/** Hostile rules and texts: each ends by itself, within its budget or with a report, and harms no other rule. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../../../server/engine/engine.ts';
import { loadRules } from '../../../../server/engine/load/load.ts';
import { toFindings } from '../../../../server/engine/report.ts';
import { formulas, regexes, searches, taints } from './cases.ts';
import { texts } from './texts.ts';

const require = createRequire(import.meta.url);
let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ wasmOf: grammar => readFileSync(require.resolve(grammar)) });
});

const cases = [...regexes, ...searches, ...formulas, ...taints, ...texts];

/** How each case ends: steps are counted, so that it is the same on every machine. */
const endings = new Map<string, 'refused' | 'out of steps' | 'done'>();

test.each(cases)('$name', ({ name, language, rule, source }) => {
  const head = { message: 'm $X', severity: 'LOW', languages: [language] };
  const other = language === 'json' ? '{...}' : 'f';
  const tame = language === 'regex' ? { 'pattern-regex': '\\A' } : { pattern: other };
  const text = JSON.stringify({
    rules: [
      { ...head, id: 'hostile', ...rule },
      { ...head, id: 'tame', ...tame },
    ],
  });
  const { rules, skipped } = loadRules(text, 'rules.yaml');
  const compiled = engine.compile(rules);
  const named = [...skipped, ...compiled.refused.map(each => each.rule)].map(({ id }) => id);
  expect(named).not.toContain('tame');
  const analysis = engine.analyse(source, language);
  // One that traps would leave nothing to test for those that follow.
  expect(engine.damaged()).toBe(false);
  if (!analysis.ok) {
    expect(analysis.problems[0]?.message).toMatch(/^Parsing takes too long/);
    return;
  }
  const { matches, exceeded, cancelled } = engine.scan(analysis.value, compiled.rules);
  expect(cancelled).toBe(false);
  endings.set(name, exceeded.length > 0 ? 'out of steps' : named.length > 0 ? 'refused' : 'done');
  for (const { rule: unfinished, reason } of exceeded) {
    expect(unfinished.id).toBe('hostile');
    expect(reason).not.toMatch(/^failed/);
  }
  for (const { start, end } of toFindings(matches, analysis.value, 'file'))
    expect(end.line).toBeGreaterThanOrEqual(start.line);
});

test('those that would go on for ever, and no others, run out of steps or are refused', () => {
  const named = (ending: string): readonly string[] =>
    [...endings].filter(([, each]) => each === ending).map(([name]) => name);
  expect(named('out of steps')).toEqual([
    'pattern-regex (?i)((a|b|ab)+)+c$',
    'pattern-regex (a{1,100}){1,100}b',
    'pattern-not-regex (a{1,100}){1,100}b',
    'a string pattern =~/(a{1,100}){1,100}b/',
    'the same metavariable hundreds of times',
    'hundreds of ellipses between statements',
    'hundreds of deep expressions',
    'deep expressions in deep expressions',
    'everything that is not everything',
    'everything inside everything',
    'everything not inside everything',
    'two anythings',
    'a commutative blow-up',
    'a blow-up of ellipses among operands',
    'JSON fields in any order',
    'decorators in any order',
    'a thousand alternatives that match everything',
    'a hundred conditions that match everything',
    'conditions that pair everything',
    '500 sources and sinks that match everything',
    'propagators that match everything',
    'a label for every source',
  ]);
  expect(named('refused')).toEqual([
    'pattern-regex (?<!(a+)+)b',
    'pattern-not-regex (?<!(a+)+)b',
    'metavariable-regex (?<!(a+)+)b',
  ]);
});
