/** `ringfence policy sign`: signs a folder as a floor. */
import fs from 'node:fs';
import path from 'node:path';
import type { Problem } from '../../../common/result.ts';
import { signFolder, type SignedFolder, type SignOptions } from '../../floor/sign.ts';
import { exitCodes, UsageError, type Command, type CommandContext } from '../command.ts';
import { choice, readOptions } from '../options.ts';
import { checkFolder } from './check.ts';
import { defaultSecretKey, passwordVariable, publicKeys, secretKey } from './floorKeys.ts';
import { describeFloor, floorJson, showProblems } from './floorText.ts';
import { openFolder } from './folder.ts';

const dayMs = 86_400_000;
const usualDays = 90;
const mostDays = 3_660;

const options = {
  'secret-key': { type: 'string' },
  days: { type: 'string' },
  expires: { type: 'string' },
  serial: { type: 'string' },
  name: { type: 'string' },
  'minimum-version': { type: 'string' },
  key: { type: 'string', multiple: true },
  legacy: { type: 'boolean' },
  unchecked: { type: 'boolean' },
  format: { type: 'string' },
} as const;

/** Signs with a key of "policy keygen" or of minisign. */
export const signVerb: Command = {
  name: 'sign',
  usage: `ringfence policy sign [FOLDER] [--secret-key FILE] [--days N | --expires TIME] [--serial N] [--name NAME]
           [--minimum-version X.Y.Z] [--key PUBLIC]… [--legacy] [--unchecked] [--format text|json]`,
  summary: `List the files of FOLDER (.ringfence) in manifest.json and sign it; --key, once or twice, changes the keys that
           count from then on. The password of the secret key is taken from ${passwordVariable}. What "policy check" finds
           wrong is not signed, unless --unchecked says so: machines refuse a floor that they cannot load.`,
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, options);
    if (positionals.length > 1) throw new UsageError('One folder is signed at a time.');
    const format = choice('format', values.format, ['text', 'json']);
    const now = Date.now();
    const secretFile = path.resolve(context.cwd, values['secret-key'] ?? defaultSecretKey(context));
    const request: Omit<SignOptions, 'key'> = {
      folder: path.resolve(context.cwd, positionals[0] ?? '.ringfence'),
      now,
      expires: expiryOf(values, now),
      legacy: values.legacy === true,
      ...(values.serial === undefined ? {} : { serial: wholeNumber('serial', values.serial) }),
      ...(values.name === undefined ? {} : { name: values.name }),
      ...(values['minimum-version'] === undefined ? {} : { minimumVersion: values['minimum-version'] }),
      ...(values.key === undefined ? {} : { keys: publicKeys(values.key, context.cwd) }),
    };
    const wrong = values.unchecked === true ? [] : await problemsOf(request.folder, context);
    if (wrong.length > 0) {
      showProblems(wrong, context);
      return exitCodes.findings;
    }
    const signed = signFolder({ ...request, key: secretKey(secretFile, context) });
    if (!signed.ok) {
      showProblems(signed.problems, context);
      return exitCodes.usage;
    }
    const { added, changed, removed } = signed.value;
    const shown = floorJson(signed.value.floor);
    await context.out(
      format === 'json'
        ? `${JSON.stringify({ ...shown, added, changed, removed })}\n`
        : `Signed.\n${describeFloor(shown, request.folder, now)}${changes(signed.value)}`,
    );
    return exitCodes.clean;
  },
};

/** A folder that cannot be opened is told of by signing itself. */
async function problemsOf(folder: string, context: CommandContext): Promise<readonly Problem[]> {
  if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return (await checkFolder(openFolder(folder, 'floor', context), context)).problems;
}

function changes({ added, changed, removed, floor }: SignedFolder): string {
  const line = (title: string, files: readonly string[]): string =>
    files.length === 0 ? '' : `  ${title.padEnd(8)} ${files.join(', ')}\n`;
  const { keys } = floor.manifest;
  const count = keys === undefined ? [] : keys.map(({ id }) => id);
  return line('added', added) + line('changed', changed) + line('removed', removed) + line('keys', count);
}

function expiryOf(
  { days, expires }: { readonly days?: string | undefined; readonly expires?: string | undefined },
  now: number,
): number {
  if (days !== undefined && expires !== undefined)
    throw new UsageError('--days and --expires say the same thing; name one.');
  if (expires !== undefined) {
    const time = Date.parse(expires);
    if (Number.isNaN(time)) throw new UsageError(`--expires takes a day or a time, not "${expires}".`);
    return time;
  }
  const count = days === undefined ? usualDays : wholeNumber('days', days);
  if (count > mostDays) throw new UsageError(`--days takes ${mostDays} at most.`);
  return now + count * dayMs;
}

function wholeNumber(option: string, text: string): number {
  if (!/^[1-9]\d{0,14}$/u.test(text)) throw new UsageError(`--${option} takes a whole number from 1 on.`);
  return Number(text);
}
