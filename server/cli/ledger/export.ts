/** `ringfence ledger export`: writes the ledger as OCSF events or as its own lines, to a file or standard output. */
import { open } from 'node:fs/promises';
import path from 'node:path';
import { recordsOf } from '../../export/all.ts';
import { fileFormats, formatRecord } from '../../export/format.ts';
import { redactPath, redactRecord } from '../../export/redact.ts';
import { exitCodes, UsageError, type Command, type CommandContext } from '../command.ts';
import { choice, readOptions } from '../options.ts';
import { written } from '../written.ts';
import { exportHere, ledgerFolder, momentOption } from './places.ts';

/** Writes the ledger of a period; secrets are masked always, paths where the profile or the option says so. */
export const exportVerb: Command = {
  name: 'export',
  usage:
    'ringfence ledger export [--format ocsf|jsonl] [--since TIME] [--until TIME] [--output FILE] [--redact-paths] [--folder DIR]',
  summary: 'Write the ledger as OCSF Detection Findings or as its own lines. TIME: 2026-11-01, 24h, 7d.',
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, {
      format: { type: 'string' },
      since: { type: 'string' },
      until: { type: 'string' },
      output: { type: 'string' },
      folder: { type: 'string' },
      'redact-paths': { type: 'boolean' },
    });
    if (positionals.length > 0) throw new UsageError('It takes options only.');
    const format = choice('format', values.format, fileFormats);
    const period = {
      since: momentOption('since', values.since, 0),
      until: momentOption('until', values.until, Infinity),
    };
    const opened = await exportHere(context, values.folder);
    const redaction = {
      ...opened.redaction,
      paths: opened.redaction.paths || values['redact-paths'] === true,
    };
    const source = redaction.paths
      ? { ...opened.source, user: redactPath(opened.source.user, redaction) }
      : opened.source;
    const sink = await openSink(values.output, context);
    let [written, unreadable] = [0, 0];
    try {
      for await (const record of recordsOf(ledgerFolder(values.folder, context), period)) {
        if (record === undefined) unreadable += 1;
        else {
          await sink.write(`${formatRecord(redactRecord(record, redaction), source, format)}\n`);
          written += 1;
        }
      }
    } finally {
      await sink.close();
    }
    if (values.output !== undefined) context.err(`${written} records written to ${values.output}.\n`);
    if (unreadable === 0) return exitCodes.clean;
    context.err(
      `${unreadable} lines are no ledger lines and were left out; run "ringfence ledger verify".\n`,
    );
    return exitCodes.findings;
  },
};

interface Sink {
  write(line: string): Promise<void>;
  close(): Promise<void>;
}

const chunk = 64 * 1024;

async function openSink(output: string | undefined, { cwd, out }: CommandContext): Promise<Sink> {
  const handle =
    output === undefined
      ? undefined
      : await written(`--output ${output}`, () => open(path.resolve(cwd, output), 'w', 0o600));
  let waiting = '';
  const flush = async (): Promise<void> => {
    const text = waiting;
    waiting = '';
    if (text !== '') await (handle === undefined ? out(text) : handle.appendFile(text));
  };
  return {
    async write(line) {
      waiting += line;
      if (waiting.length >= chunk) await flush();
    },
    async close() {
      try {
        await flush();
        await handle?.sync();
      } finally {
        await handle?.close();
      }
    },
  };
}
