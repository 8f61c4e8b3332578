/** `ringfence rules`: tests Semgrep-format rules on their annotated targets. */
import path from 'node:path';
import type { RuleTestResult } from '../../engine/testing/testRules.ts';
import { exitCodes, UsageError, type Command, type CommandContext, type ExitCode } from '../command.ts';
import { choice, readOptions } from '../options.ts';
import { findCases } from './folder.ts';

/** Tests rules; the JSON form is a public contract. */
export const rulesCommand: Command = {
  name: 'rules',
  usage: 'ringfence rules test DIR… [--format text|json]',
  summary: 'Test Semgrep-format rules on annotated targets (x.yaml with x.* beside it).',
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, { format: { type: 'string' } });
    const [verb, ...folders] = positionals;
    if (verb !== 'test')
      throw new UsageError(`"${verb ?? ''}" is nothing that rules can do; try "rules test DIR".`);
    if (folders.length === 0) throw new UsageError('Name a folder of rules.');
    const format = choice('format', values.format, ['text', 'json']);
    return test(folders, format, context);
  },
};

async function test(
  folders: readonly string[],
  format: 'text' | 'json',
  { cwd, assets, out }: CommandContext,
): Promise<ExitCode> {
  const cases = (await Promise.all(folders.map(folder => listed(path.resolve(cwd, folder), folder)))).flat();
  if (cases.length === 0) throw new UsageError(`There is no rule file below ${folders.join(', ')}.`);
  const { testCases } = await import('./testCases.ts');
  const tested = await testCases(cases, assets);
  const rules = tested.map(result => ({ ...result, file: path.relative(cwd, result.file) || result.file }));
  await out(format === 'json' ? `${JSON.stringify({ rules }, null, 2)}\n` : renderTests(rules));
  return rules.every(({ passed }) => passed) ? exitCodes.clean : exitCodes.findings;
}

async function listed(folder: string, named: string): ReturnType<typeof findCases> {
  try {
    return await findCases(folder);
  } catch (error) {
    throw new UsageError(
      `${named} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Renders failures one a paragraph, then the counts of each language. */
export function renderTests(results: readonly RuleTestResult[]): string {
  const failures = results.filter(({ passed }) => !passed).map(renderFailure);
  const languages = [...new Set(results.map(({ language }) => language))].toSorted();
  const counts = languages.map(language => {
    const all = results.filter(result => result.language === language);
    const passed = all.filter(result => result.passed).length;
    const name = language === '' ? '(not run)' : language;
    return `${name.padEnd(12)} ${passed} of ${all.length} passed (${((100 * passed) / all.length).toFixed(1)} %)`;
  });
  return `${[...failures, ...counts].join('\n')}\n`;
}

function renderFailure({ id, file, expected, reported, error }: RuleTestResult): string {
  const missed = expected.filter(line => !reported.includes(line));
  const extra = reported.filter(line => !expected.includes(line));
  const parts = [
    ...(error === undefined ? [] : [`  ${error.replaceAll('\n', '\n  ')}`]),
    ...(missed.length === 0 ? [] : [`  not reported: line ${missed.join(', ')}`]),
    ...(extra.length === 0 ? [] : [`  reported though it should not be: line ${extra.join(', ')}`]),
  ];
  return `✗ ${id} on ${file}\n${parts.join('\n')}\n`;
}
