/** A runtime that has trapped is known as such, and makes nothing hang or throw. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Parser } from 'web-tree-sitter';
import { afterEach, expect, test, vi } from 'vitest';
import { createEngine } from '../../../../server/engine/engine.ts';
import { testRuleFile } from '../../../../server/engine/testing/testRules.ts';

const require = createRequire(import.meta.url);
const sources = { wasmOf: (grammar: string) => readFileSync(require.resolve(grammar)) };
const rules = {
  path: 'a.yaml',
  text: 'rules: [{ id: a, languages: [python], pattern: f(...), message: m, severity: LOW }]',
};
const target = { path: 'a.py', text: '# ruleid: a\nf(1)\n' };

afterEach(() => {
  vi.restoreAllMocks();
});

test('what traps fails, and all that follows fails at once and says so', async () => {
  const engine = await createEngine(sources);
  expect(testRuleFile(engine, rules, [target])).toMatchObject([{ id: 'a', passed: true }]);
  expect(engine.damaged()).toBe(false);
  vi.spyOn(Parser.prototype, 'parse').mockImplementationOnce(() => {
    throw new Error('Aborted()');
  });
  expect(testRuleFile(engine, rules, [target])).toMatchObject([
    { passed: false, error: expect.stringContaining('The parser gave up on this text.') },
  ]);
  expect(engine.damaged()).toBe(true);
  expect(testRuleFile(engine, rules, [target])).toMatchObject([
    { passed: false, error: expect.stringContaining('The parser gave up on an earlier text.') },
  ]);
  expect(engine.analyse('x', 'javascript').ok).toBe(false);
  expect(engine.analyse('x', 'generic').ok).toBe(true);
});
