/** `ringfence ledger`: verifies the record of decisions. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { verifyLedger, type VerifyReport } from '../ledger/verify.ts';
import { ringfenceFolders } from '../platform/folders.ts';
import { exitCodes, UsageError, type Command } from './command.ts';
import { choice, readOptions } from './options.ts';

/** Verifies the ledger of this user, or a copied ledger folder. */
export const ledgerCommand: Command = {
  name: 'ledger',
  usage: 'ringfence ledger verify [--folder DIR] [--public-key FILE] [--format text|json]',
  summary: 'Verify the record of decisions: find any edit, removal or reordering, and say where.',
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, {
      format: { type: 'string' },
      folder: { type: 'string' },
      'public-key': { type: 'string' },
    });
    if (positionals.length !== 1 || positionals[0] !== 'verify')
      throw new UsageError('The only verb is "verify".');
    const format = choice('format', values.format, ['text', 'json']);
    const keyFile = values['public-key'];
    const folder =
      values.folder === undefined
        ? ringfenceFolders(context.surroundings).ledger
        : path.resolve(context.cwd, values.folder);
    const report = await verifyLedger(
      folder,
      keyFile === undefined ? {} : { publicKey: await readKey(keyFile) },
    );
    await context.out(
      format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : describeReport(report, folder),
    );
    return report.ok ? exitCodes.clean : exitCodes.findings;
  },
};

async function readKey(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new UsageError(`The public key ${file} cannot be read.`);
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
