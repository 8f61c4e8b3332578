/** Proves the bundled rule packs: every rule on its own annotated target, and what a finding has to say. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findCases } from '../../../server/cli/rules/folder.ts';
import { loadRules } from '../../../server/engine/load/load.ts';
import { readAnnotations } from '../../../server/engine/testing/annotations.ts';
import { testRuleFile, type TestFile } from '../../../server/engine/testing/testRules.ts';
import { startTestEngine } from '../../support/engine/engine.ts';

const folder = path.resolve('rules/code');
const engine = await startTestEngine();
const packs = await Promise.all(
  readdirSync(folder).map(async name => [name, await findCases(path.join(folder, name))] as const),
);

/** Counts the lines of the targets that are marked so for a rule. */
function marked(targets: readonly TestFile[], mark: 'ruleid' | 'ok', id: string): number {
  const lines = targets.flatMap(({ text }) => text.split('\n'));
  return lines.filter(line =>
    line
      .split(` ${mark}:`)[1]
      ?.trim()
      .split(/[\s,]+/)
      .includes(id),
  ).length;
}

describe.each(packs)('the %s pack', (pack, cases) => {
  test('holds rules, each in a file named after it', () => {
    const ids = cases.flatMap(({ rules }) => loadRules(rules.text, rules.path).rules.map(({ id }) => id));
    const names = cases.map(({ rules }) => `${pack}.${path.basename(rules.path, '.yaml')}`);
    expect(ids.length).toBeGreaterThan(0);
    expect(ids).toEqual(names);
  });

  test.each(cases.map(each => [path.basename(each.rules.path, '.yaml'), each] as const))(
    '%s reports what its target marks, and nothing else',
    (_name, { rules, targets }) => {
      const results = testRuleFile(engine, rules, targets);
      expect(results.length).toBeGreaterThan(0);
      for (const { id, expected, reported, error } of results)
        expect({ id, reported, error }).toEqual({ id, reported: expected });
    },
  );

  test.each(cases.map(each => [path.basename(each.rules.path, '.yaml'), each] as const))(
    '%s shows at least three findings and three near misses, and says what it means',
    (_name, { rules, targets }) => {
      const { rules: loaded, problems, skipped } = loadRules(rules.text, rules.path);
      expect({ problems, skipped }).toEqual({ problems: [], skipped: [] });
      for (const { id, message, metadata, severity } of loaded) {
        expect(marked(targets, 'ruleid', id), `ruleid of ${id}`).toBeGreaterThanOrEqual(3);
        expect(marked(targets, 'ok', id), `ok of ${id}`).toBeGreaterThanOrEqual(3);
        expect(targets.some(({ text }) => readAnnotations(text).has(id))).toBe(true);
        expect(message.split(/(?<=[.!?])\s/).length, `sentences of ${id}`).toBeGreaterThanOrEqual(2);
        expect(String(metadata['cwe']), `cwe of ${id}`).toMatch(/CWE-\d+: \S/);
        expect(['HIGH', 'MEDIUM', 'LOW']).toContain(metadata['confidence']);
        expect(['ERROR', 'WARNING', 'INFO']).toContain(severity);
      }
    },
  );
});
