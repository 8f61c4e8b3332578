/** `ringfence ledger verify`: finds any edit, removal or reordering of the ledger, and says where. */
import path from 'node:path';
import type { Head } from '../../ledger/line.ts';
import { readShippedHeads } from '../../ledger/shippedHeads.ts';
import { verifyLedger, type VerifyReport } from '../../ledger/verify.ts';
import { exitCodes, UsageError, type Command } from '../command.ts';
import { choice, readOptions } from '../options.ts';
import { ledgerFolder, ledgerKey } from './places.ts';

/** Verifies the ledger of this user, or a copied ledger folder. */
export const verifyVerb: Command = {
  name: 'verify',
  usage: 'ringfence ledger verify [--folder DIR] [--public-key FILE] [--heads FILE] [--format text|json]',
  summary: 'Find any edit, removal or reordering; --heads compares with what was sent off the machine.',
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, {
      format: { type: 'string' },
      folder: { type: 'string' },
      'public-key': { type: 'string' },
      heads: { type: 'string' },
    });
    if (positionals.length > 0) throw new UsageError('It takes options only.');
    const format = choice('format', values.format, ['text', 'json']);
    const publicKey = await ledgerKey('public-key', values['public-key'], context);
    const folder = ledgerFolder(values.folder, context);
    const shipped =
      values.heads === undefined ? undefined : await readHeads(path.resolve(context.cwd, values.heads));
    const report = await verifyLedger(folder, {
      ...(publicKey === undefined ? {} : { publicKey }),
      ...(shipped === undefined ? {} : { shipped: shipped.heads }),
    });
    const full = shipped === undefined ? report : { ...report, notes: [...report.notes, ...shipped.notes] };
    await context.out(
      format === 'json' ? `${JSON.stringify(full, null, 2)}\n` : describeReport(full, folder),
    );
    return report.ok ? exitCodes.clean : exitCodes.findings;
  },
};

async function readHeads(
  file: string,
): Promise<{ readonly heads: readonly Head[]; readonly notes: readonly string[] }> {
  try {
    const { heads, unknown } = await readShippedHeads(file);
    if (heads.length === 0) throw new UsageError(`${file} holds no head of a ledger.`);
    const segments = new Set(heads.map(({ segment }) => segment)).size;
    const passed = unknown === 0 ? '' : ` (${unknown} lines of ${file} hold no head)`;
    return {
      heads,
      notes: [`Compared with what was sent of ${segments} ${segments === 1 ? 'file' : 'files'}${passed}.`],
    };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${file} cannot be read.`);
  }
}

/** Renders a report as sentences, the worst first. */
export function describeReport(
  { ok, files, entries, problems, notes }: VerifyReport,
  folder: string,
): string {
  const counted = `${entries} ${entries === 1 ? 'entry' : 'entries'} in ${files} ${files === 1 ? 'file' : 'files'} of ${folder}`;
  return [
    ok ? `The ledger is whole: ${counted}.` : `The ledger was changed: ${counted}.`,
    ...problems.map(({ file, line, message }) => `✗ ${file}${line === 0 ? '' : `:${line}`}: ${message}`),
    ...notes.map(note => `- ${note}`),
    '',
  ].join('\n');
}
