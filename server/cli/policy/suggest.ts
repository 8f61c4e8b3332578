/** `ringfence policy suggest`: proposes exceptions and principles from what people decided, as a diff to review. */
import path from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { describeProblem } from '../../../common/result.ts';
import { allRules } from '../../detect/detectors.ts';
import { decisionIn, type Decision } from '../../learning/decisions.ts';
import { proposedFiles, type ProposedFile } from '../../learning/proposal.ts';
import { suggest } from '../../learning/suggest.ts';
import { ledgerEntries } from '../../ledger/entries.ts';
import { readPlainText } from '../../platform/plainFile.ts';
import { findCedarWasm } from '../../policy/cedar.ts';
import { openPolicy } from '../../policy/open.ts';
import { systemClock } from '../../ports/clock.ts';
import { exitCodes, UsageError, type Command, type CommandContext } from '../command.ts';
import { countOption, ledgerFolder, momentOption } from '../ledger/places.ts';
import { readOptions } from '../options.ts';

const fewest = 3;

/** Prints a unified diff against the policy folder; changes nothing. */
export const suggestVerb: Command = {
  name: 'suggest',
  usage: 'ringfence policy suggest [--policy DIR] [--least N] [--since DATE] [--ledger DIR]',
  summary:
    'Propose waivers where people kept allowing the same in N sessions (3), and policies where they kept refusing it: a diff to review.',
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, {
      policy: { type: 'string' },
      least: { type: 'string' },
      since: { type: 'string' },
      ledger: { type: 'string' },
    });
    if (positionals.length > 0) throw new UsageError('It takes options only.');
    const now = systemClock.now();
    const decisions = await decisionsIn(
      ledgerFolder(values.ledger, context),
      momentOption('since', values.since, 0),
    );
    const least = countOption('least', values.least) ?? fewest;
    const suggestions = suggest({ decisions, rules: allRules(), least, now });
    const folder = values.policy ?? '.ringfence';
    const read = (name: string): Promise<string | undefined> =>
      readPlainText(path.resolve(context.cwd, folder, name)).catch(() => undefined);
    const files = proposedFiles(suggestions, {
      policy: await read('policy.cedar'),
      profile: await read('profile.jsonc'),
    });
    await validate(files, context);
    const diffs = files.map(({ name, before, after }) =>
      diffOf(path.posix.join(folder, name), before, after),
    );
    await context.out(diffs.join(''));
    for (const note of suggestions.notes) context.err(`- ${note}\n`);
    context.err(
      diffs.length === 0
        ? `Nothing to suggest: of ${decisions.length} decisions none was the same in ${least} sessions and is not in the folder yet.\n`
        : 'Nothing was changed. Review the diff, apply it with "git apply", and sign the folder: waivers count in a signed one only.\n',
    );
    return exitCodes.clean;
  },
};

async function decisionsIn(folder: string, since: number): Promise<readonly Decision[]> {
  const decisions: Decision[] = [];
  for await (const entry of ledgerEntries(folder)) {
    const decision = entry.ts < since ? undefined : decisionIn(entry);
    if (decision !== undefined && decision !== 'unknown') decisions.push(decision);
  }
  return decisions;
}

/** What is suggested loads, or is not suggested. */
async function validate(files: readonly ProposedFile[], { assets }: CommandContext): Promise<void> {
  const policy = files.find(({ name }) => name === 'policy.cedar');
  if (policy === undefined) return;
  const set = await openPolicy({ rules: path.join(assets, 'policy'), wasm: findCedarWasm(assets) }, [
    { layer: 'floor', name: policy.name, text: policy.after },
  ]);
  if (!set.ok)
    throw new UsageError(
      `The policy with what is suggested does not load; mend it first.\n${set.problems.map(describeProblem).join('\n')}`,
    );
}

function diffOf(name: string, before: string | undefined, after: string): string {
  const from = before === undefined ? '/dev/null' : `a/${name}`;
  return createTwoFilesPatch(from, `b/${name}`, before ?? '', after, undefined, undefined, {
    context: 3,
  }).replace(/^=+\n/u, '');
}
