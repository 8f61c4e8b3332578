/** `ringfence policy verify`: verifies a floor anywhere, or says which one is in force here. */
import path from 'node:path';
import { findConfig, type FloorConfig } from '../../floor/config.ts';
import { examine } from '../../floor/examine.ts';
import { isUrl } from '../../floor/sources/url.ts';
import { ringfenceFolders } from '../../platform/folders.ts';
import { exitCodes, UsageError, type Command, type CommandContext, type ExitCode } from '../command.ts';
import { contentCheck, floorHere } from '../floorHere.ts';
import { choice, readOptions } from '../options.ts';
import { publicKeys } from './floorKeys.ts';
import { describeFloor, describeState, floorJson, showProblems, stateJson } from './floorText.ts';

type Format = 'text' | 'json';

/** Verifies with the keys that are named, or with those that this machine trusts. */
export const verifyVerb: Command = {
  name: 'verify',
  usage: 'ringfence policy verify [FOLDER|BUNDLE|URL] [--public-key KEY]… [--format text|json]',
  summary:
    'Verify a floor with public keys (files or base64; else the trusted ones); without a source, show the one in force.',
  run: (args, context) => {
    const { values, positionals } = readOptions(args, {
      'public-key': { type: 'string', multiple: true },
      format: { type: 'string' },
    });
    const format = choice('format', values.format, ['text', 'json']);
    const [source] = positionals;
    if (positionals.length > 1) throw new UsageError('One floor is verified at a time.');
    if (source === undefined && values['public-key'] !== undefined)
      throw new UsageError('Name the folder, the bundle or the URL to verify with this key.');
    return source === undefined
      ? showState(context, format)
      : verifySource(source, { named: values['public-key'] ?? [], context, format });
  },
};

/** Shows the floor in force without asking the network; exit code 1 unless it is in force. */
async function showState(context: CommandContext, format: Format): Promise<ExitCode> {
  const now = Date.now();
  const state = await floorHere(context, 'never');
  showProblems(state.problems, context);
  await context.out(format === 'json' ? `${JSON.stringify(stateJson(state))}\n` : describeState(state, now));
  return state.status === 'in force' ? exitCodes.clean : exitCodes.findings;
}

interface Request {
  readonly named: readonly string[];
  readonly context: CommandContext;
  readonly format: Format;
}

async function verifySource(source: string, { named, context, format }: Request): Promise<ExitCode> {
  const { cwd, surroundings, version } = context;
  const place = isUrl(source) ? source : path.resolve(cwd, source);
  const given = publicKeys(named, cwd);
  const config = given.length > 0 ? { source: place, keys: given, name: undefined } : trusted(context, place);
  const folders = given.length > 0 ? undefined : ringfenceFolders(surroundings);
  const examined = await examine({ config, version, folders, check: contentCheck(context) });
  const now = Date.now();
  const expired = examined.ok && now >= Date.parse(examined.value.floor.manifest.expires);
  const problems = examined.ok
    ? expired
      ? [{ source: place, message: 'The floor is expired.', remedy: 'Sign it again with a later date.' }]
      : []
    : examined.problems;
  showProblems(problems, context);
  const shown = examined.ok ? floorJson(examined.value.floor) : undefined;
  const valid = examined.ok && !expired;
  if (format === 'json') await context.out(`${JSON.stringify({ valid, ...shown, problems })}\n`);
  else if (shown !== undefined)
    await context.out(`The signature is right.\n${describeFloor(shown, place, now)}`);
  return valid ? exitCodes.clean : exitCodes.findings;
}

/** Returns the configuration of this machine with another source; throws UsageError when there is none. */
function trusted({ surroundings }: CommandContext, source: string): FloorConfig {
  const { found } = findConfig(ringfenceFolders(surroundings), surroundings).chosen;
  if (found.kind === 'config') return { ...found.config, source };
  throw new UsageError('This machine trusts no keys yet: name one with --public-key.');
}
