/** `ringfence ledger pairs`: exports what people decided as preference pairs. */
import { allRules } from '../../detect/detectors.ts';
import { decisionIn } from '../../learning/decisions.ts';
import { pairOf } from '../../learning/pairs.ts';
import { ledgerEntries } from '../../ledger/entries.ts';
import { exitCodes, UsageError, type Command } from '../command.ts';
import { readOptions } from '../options.ts';
import { policiesHere } from '../evidence/gather.ts';
import { ledgerFolder, ledgerProfile, momentOption } from './places.ts';

/** Writes one pair a line. */
export const pairsVerb: Command = {
  name: 'pairs',
  usage: 'ringfence ledger pairs [--since DATE] [--until DATE] [--folder DIR]',
  summary: 'Export approvals and denials as preference pairs (JSON lines), without any value of a command.',
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, {
      since: { type: 'string' },
      until: { type: 'string' },
      folder: { type: 'string' },
    });
    if (positionals.length > 0) throw new UsageError('It takes options only.');
    const since = momentOption('since', values.since, 0);
    const until = momentOption('until', values.until, Infinity);
    const rules = new Map(allRules().map(({ id, title }) => [id, title]));
    const policies = new Map((await policiesHere(context)).map(({ id, principle }) => [id, principle]));
    const titles = {
      ruleTitle: (id: string) => rules.get(id) ?? '',
      principle: (id: string) => policies.get(id) ?? '',
    };
    const redactPaths = (await ledgerProfile(context)).redactPaths === true;
    let unknown = 0;
    for await (const entry of ledgerEntries(ledgerFolder(values.folder, context))) {
      if (entry.ts < since || entry.ts >= until) continue;
      const decision = decisionIn(entry);
      if (decision === 'unknown') unknown += 1;
      else if (decision !== undefined)
        await context.out(`${JSON.stringify(pairOf(decision, titles, redactPaths))}\n`);
    }
    if (unknown > 0)
      context.err(
        `${unknown} decisions of earlier versions do not tell what was wanted, and are left out.\n`,
      );
    return exitCodes.clean;
  },
};
