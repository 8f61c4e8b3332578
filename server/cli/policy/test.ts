/** `ringfence policy test`: runs the tests of a folder of policy, which are data. */
import path from 'node:path';
import { describeProblem } from '../../../common/result.ts';
import type { Verdict } from '../../../common/verdict.ts';
import type { Core } from '../../guard/core.ts';
import { exitCodes, UsageError, type Command, type CommandContext } from '../command.ts';
import { choice, readOptions } from '../options.ts';
import { readCases, type PolicyCase } from './cases.ts';
import { checkFolder } from './check.ts';
import { judgeUnder, openFolder, scene, type PolicyFolder } from './folder.ts';
import { effectiveTexts } from './texts.ts';

/** Is how a test ended. */
interface CaseResult {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly passed: boolean;
  readonly expected: Pick<PolicyCase, 'verdict' | 'policies'>;
  readonly actual: { readonly verdict: string; readonly policies: readonly string[] };
  readonly reason: string;
}

/** Runs tests; exit 1 when one fails or the folder has faults. */
export const testVerb: Command = {
  name: 'test',
  usage: 'ringfence policy test [FOLDER] [--layer floor|user|workspace] [--format text|json]',
  summary: 'Run the tests of FOLDER (.ringfence): each event of tests/*.jsonl must get its verdict.',
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, {
      layer: { type: 'string' },
      format: { type: 'string' },
    });
    if (positionals.length > 1) throw new UsageError('One folder is tested at a time.');
    const format = choice('format', values.format, ['text', 'json']);
    const folder = openFolder(positionals[0], values.layer, context);
    const { cases, problems: unread } = readCases(folder.folder, scene(context).cwd);
    // What is wrong with the layer is not in force there, whatever the tests would find here.
    const { problems: wrong } = await checkFolder(folder, context);
    const problems = [...new Map([...unread, ...wrong].map(each => [describeProblem(each), each])).values()];
    const results = await runCases(cases, folder, context);
    const failed = results.filter(({ passed }) => !passed);
    if (format === 'json')
      await context.out(`${JSON.stringify({ version: 1, tests: results, problems }, null, 2)}\n`);
    else await context.out(textOf(results, problems.map(describeProblem)));
    if (unread.length > 0) return exitCodes.usage;
    return failed.length + wrong.length > 0 ? exitCodes.findings : exitCodes.clean;
  },
};

async function runCases(
  cases: readonly PolicyCase[],
  folder: PolicyFolder,
  context: CommandContext,
): Promise<readonly CaseResult[]> {
  if (cases.length === 0) return [];
  const core = await judgeUnder(effectiveTexts(folder.layer), context);
  const results: CaseResult[] = [];
  for (const each of cases) results.push(await runCase(each, core));
  return results;
}

async function runCase(each: PolicyCase, core: Core): Promise<CaseResult> {
  const { verdict, policies, reason }: Verdict = await core.pipeline.judge(each.event);
  const fired = policies.map(({ id }) => id);
  const missing = (each.policies ?? []).filter(id => !fired.includes(id));
  return {
    name: each.name,
    file: each.file,
    line: each.line,
    passed: verdict === each.verdict && missing.length === 0,
    expected: { verdict: each.verdict, ...(each.policies === undefined ? {} : { policies: each.policies }) },
    actual: { verdict, policies: fired },
    reason,
  };
}

function textOf(results: readonly CaseResult[], problems: readonly string[]): string {
  const failed = results.filter(({ passed }) => !passed);
  return [
    ...failed.flatMap(({ name, file, line, expected, actual, reason }) => [
      `FAILED  ${name}  (${path.basename(file)}:${line})`,
      `  expected ${said(expected.verdict, expected.policies)}`,
      `  actual   ${said(actual.verdict, actual.policies)}`,
      `  ${reason}`,
      '',
    ]),
    ...problems,
    `${results.length - failed.length} of ${results.length} tests passed.`,
    '',
  ].join('\n');
}

const said = (verdict: string, policies: readonly string[] | undefined): string =>
  policies === undefined || policies.length === 0 ? verdict : `${verdict} by ${policies.join(', ')}`;
