/** Runs the conformance corpus: rules as Semgrep documents them, each with a target that says which lines it reports. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findCases } from '../../../server/cli/rules/folder.ts';
import { testRuleFile } from '../../../server/engine/testing/testRules.ts';
import { startTestEngine } from '../../support/engine/engine.ts';

const corpus = path.resolve('test/conformance');
const engine = await startTestEngine();

/** Languages that the engine promises; the others come along where their grammar is at hand. */
const promised = [
  'bash',
  'c',
  'csharp',
  'dockerfile',
  'generic',
  'go',
  'java',
  'javascript',
  'json',
  'php',
  'python',
  'regex',
  'ruby',
  'terraform',
  'typescript',
  'yaml',
];

test.each(promised)('at least 40 cases speak for %s', async language => {
  expect((await findCases(path.join(corpus, language))).length).toBeGreaterThanOrEqual(40);
});

const folders = readdirSync(corpus);
const cases = await Promise.all(
  folders.map(async folder => [folder, await findCases(path.join(corpus, folder))] as const),
);

describe.each(cases)('%s', (_, all) => {
  test.each(all.map(each => [path.basename(each.rules.path), each] as const))(
    '%s',
    (_name, { rules, targets }) => {
      const results = testRuleFile(engine, rules, targets);
      expect(results.length).toBeGreaterThan(0);
      for (const { id, expected, reported, error } of results)
        expect({ id, reported, error }).toEqual({ id, reported: expected });
    },
  );
});

test('no case is longer than a reader takes in at a glance', () => {
  const long = cases.flatMap(([, all]) => all).filter(({ rules }) => rules.text.split('\n').length > 60);
  expect(long.map(({ rules }) => path.basename(rules.path))).toEqual([]);
});
