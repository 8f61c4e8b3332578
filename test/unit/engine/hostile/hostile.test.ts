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

test.each([...regexes, ...searches, ...formulas, ...taints, ...texts])(
  '$name',
  ({ language, rule, source }) => {
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
    for (const { rule: unfinished, reason } of exceeded) {
      expect(unfinished.id).toBe('hostile');
      expect(reason).not.toMatch(/^failed/);
    }
    for (const { start, end } of toFindings(matches, analysis.value, 'file'))
      expect(end.line).toBeGreaterThanOrEqual(start.line);
  },
);
