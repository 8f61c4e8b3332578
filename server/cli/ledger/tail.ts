/** `ringfence ledger tail`: shows the newest entries, and further ones as they come. */
import type { LedgerBody, LedgerEntry } from '../../../common/ledger.ts';
import type { Position } from '../../export/positions.ts';
import { endsOf, readBatch } from '../../export/reader.ts';
import { entryOf } from '../../ledger/parseLine.ts';
import { readTail } from '../../ledger/tail.ts';
import { oneLine } from '../../session/subject.ts';
import { exitCodes, UsageError, type Command, type CommandContext } from '../command.ts';
import { choice, readOptions } from '../options.ts';
import { countOption, ledgerFolder } from './places.ts';

/** Shows the newest entries, oldest first; with `--follow` until interrupted. */
export const tailVerb: Command = {
  name: 'tail',
  usage: 'ringfence ledger tail [--lines 20] [--follow] [--format text|jsonl] [--folder DIR]',
  summary: 'Show the newest entries of all guards; --follow shows further ones as they come.',
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, {
      lines: { type: 'string' },
      follow: { type: 'boolean' },
      format: { type: 'string' },
      folder: { type: 'string' },
    });
    if (positionals.length > 0) throw new UsageError('It takes options only.');
    const format = choice('format', values.format, ['text', 'jsonl']);
    const folder = ledgerFolder(values.folder, context);
    const show = (entry: LedgerEntry): Promise<void> =>
      context.out(`${format === 'jsonl' ? JSON.stringify(entry) : describeEntry(entry)}\n`);
    const positions = await endsOf(folder);
    for (const entry of (await readTail(folder, countOption('lines', values.lines) ?? 20)).toReversed())
      await show(entry);
    if (values.follow === true) await follow({ folder, positions, show, context });
    return exitCodes.clean;
  },
};

interface Following {
  readonly folder: string;
  readonly positions: Readonly<Record<string, Position>>;
  readonly show: (entry: LedgerEntry) => Promise<void>;
  readonly context: CommandContext;
}

const pause = 500;

async function follow({ folder, positions, show, context }: Following): Promise<void> {
  let over = false;
  const interrupted = context.interrupted().then(() => void (over = true));
  let reached = positions;
  const isOver = (): boolean => over;
  while (!isOver()) {
    const batch = await readBatch({ folder, positions: reached, size: { records: 512, bytes: 1e6 }, now: 0 });
    reached = batch.positions;
    for (const record of batch.records) {
      const entry = record.kind === 'line' ? entryOf(record.line) : undefined;
      if (entry !== undefined) await show(entry);
    }
    if (!batch.more)
      await Promise.race([interrupted, new Promise(resolve => setTimeout(resolve, pause).unref())]);
  }
}

/** Renders an entry on one line, with nothing in it that a terminal could be misled by. */
function describeEntry({ ts, body }: LedgerEntry): string {
  return oneLine(`${new Date(ts).toISOString()} ${body.type.padEnd(8)} ${describeBody(body)}`);
}

function describeBody(body: LedgerBody): string {
  switch (body.type) {
    case 'verdict':
      return `${body.verdict} ${body.agent || '-'} ${body.kind} ${body.paths.join(', ')} ${body.policies.join(', ')}`;
    case 'item':
      return `${body.action} by ${body.by} ${body.path} ${body.itemId}`;
    case 'approval':
      return `${body.action} ${body.agent || '-'} ${body.requestId} ${body.policies.join(', ')}`;
    case 'session':
      return `${body.action} ${body.label} ${body.agent || '-'} ${body.sessionId}`;
    case 'stop':
      return `${body.action} by ${body.by}`;
    case 'posture':
      return `${body.action} ${body.key} ${body.layer}`;
    case 'guard':
      return `${body.action} ${body.detail}`;
  }
}
