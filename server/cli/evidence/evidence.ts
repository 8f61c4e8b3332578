/** `ringfence evidence`: a report of what was in force and what happened, by the controls of known frameworks. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { renderHtml } from '../../evidence/html.ts';
import { renderMarkdown } from '../../evidence/markdown.ts';
import { planOf, reportOf, type EvidenceReport } from '../../evidence/report.ts';
import { createTally, type Period } from '../../evidence/tally.ts';
import { ledgerEntries } from '../../ledger/entries.ts';
import { makeFolder } from '../../platform/makeFolder.ts';
import { systemClock } from '../../ports/clock.ts';
import { exitCodes, UsageError, type Command, type CommandContext } from '../command.ts';
import { choice, readOptions } from '../options.ts';
import { ledgerFolder, ledgerKey } from '../ledger/places.ts';
import { gather } from './gather.ts';

const renderers = {
  md: renderMarkdown,
  html: renderHtml,
  json: (report: EvidenceReport) => `${JSON.stringify(report, null, 2)}\n`,
} as const;
const formats = ['md', 'html', 'json'] as const;

/** Writes the report; exit 1 when the chain of the ledger is broken, since then the report rests on sand. */
export const evidenceCommand: Command = {
  name: 'evidence',
  usage:
    'ringfence evidence [--since DATE] [--until DATE] [--format md|html|json|all] [--output DIR] [--ledger DIR] [--ledger-key FILE]',
  summary:
    'Report by the controls of OWASP, MITRE, NIST, ISO, CSA and EU frameworks what was in force and what happened.',
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, {
      since: { type: 'string' },
      until: { type: 'string' },
      format: { type: 'string' },
      output: { type: 'string' },
      ledger: { type: 'string' },
      'ledger-key': { type: 'string' },
    });
    if (positionals.length > 0) throw new UsageError(`"${positionals[0] ?? ''}" is no option.`);
    const format = choice('format', values.format, ['md', 'html', 'json', 'all']);
    if (format === 'all' && values.output === undefined)
      throw new UsageError('--format all needs --output DIR.');
    const now = systemClock.now();
    const period = periodOf(values.since, values.until, now);
    const ledger = ledgerFolder(values.ledger, context);
    const key = await ledgerKey('ledger-key', values['ledger-key'], context);
    const report = await evidence({ period, now, ledger, ledgerKey: key }, context);
    await write(report, format, values.output, context);
    return report.ledger.whole ? exitCodes.clean : exitCodes.findings;
  },
};

async function evidence(
  gathering: Parameters<typeof gather>[0],
  context: CommandContext,
): Promise<EvidenceReport> {
  const facts = await gather(gathering, context);
  const plan = planOf(facts.inForce);
  const tally = createTally(gathering.period, plan.index);
  for await (const entry of ledgerEntries(gathering.ledger)) tally.add(entry);
  return reportOf(facts, plan, tally.end());
}

const dayMs = 86_400_000;
const defaultDays = 30;

/** The last day of a period is part of it; without dates it is the last 30 days. */
function periodOf(since: string | undefined, until: string | undefined, now: number): Period {
  const end = until === undefined ? now + 1 : timeOf('until', until, dayMs);
  const start = since === undefined ? end - defaultDays * dayMs : timeOf('since', since, 0);
  if (start >= end) throw new UsageError('The period ends before it begins.');
  return { since: start, until: end };
}

function timeOf(option: string, text: string, wholeDay: number): number {
  const isDay = /^\d{4}-\d{2}-\d{2}$/u.test(text);
  const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/u.test(text);
  const time = isDay || isTime ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time) || (isDay && !new Date(time).toISOString().startsWith(text)))
    throw new UsageError(
      `--${option} takes a day (2026-01-31) or a time (2026-01-31T12:00Z), not "${text}".`,
    );
  return isDay ? time + wholeDay : time;
}

async function write(
  report: EvidenceReport,
  format: keyof typeof renderers | 'all',
  output: string | undefined,
  { cwd, out }: CommandContext,
): Promise<void> {
  if (output === undefined) {
    await out(renderers[format === 'all' ? 'md' : format](report));
    return;
  }
  const folder = path.resolve(cwd, output);
  for (const each of format === 'all' ? formats : [format]) {
    const file = path.join(folder, `evidence.${each}`);
    try {
      makeFolder(folder);
      await writeFile(file, renderers[each](report));
    } catch (error) {
      throw new UsageError(
        `--output: ${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    await out(`Wrote ${path.join(output, `evidence.${each}`)}\n`);
  }
}
