/** `ringfence policy bundle`: puts a signed folder into one file, to be served or copied. */
import fs from 'node:fs';
import path from 'node:path';
import { writeBundle } from '../../floor/bundle.ts';
import { examine } from '../../floor/examine.ts';
import { makeFolder } from '../../platform/makeFolder.ts';
import { replaceDurably, temporaryName } from '../../quarantine/disk.ts';
import { exitCodes, UsageError, type Command } from '../command.ts';
import { contentCheck } from '../floorHere.ts';
import { readOptions } from '../options.ts';
import { written } from '../written.ts';
import { defaultSecretKey, publicKeys } from './floorKeys.ts';
import { describeFloor, floorJson, showProblems } from './floorText.ts';

/** Bundles what verifies only. */
export const bundleVerb: Command = {
  name: 'bundle',
  usage: 'ringfence policy bundle [FOLDER] --out FILE [--public-key KEY]…',
  summary:
    'Put the signed FOLDER (.ringfence) into one file, after it was verified with KEY (by default that of "keygen").',
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, {
      out: { type: 'string' },
      'public-key': { type: 'string', multiple: true },
    });
    if (positionals.length > 1) throw new UsageError('One folder is bundled at a time.');
    if (values.out === undefined) throw new UsageError('Name the bundle to write with --out.');
    const source = path.resolve(context.cwd, positionals[0] ?? '.ringfence');
    const named = values['public-key'] ?? [defaultSecretKey(context).replace(/\.key$/u, '.pub')];
    const keys = publicKeys(named, context.cwd);
    const { version } = context;
    const examined = await examine({
      config: { source, keys, name: undefined },
      version,
      folders: undefined,
      check: contentCheck(context),
    });
    if (!examined.ok) {
      showProblems(examined.problems, context);
      return exitCodes.findings;
    }
    const file = path.resolve(context.cwd, values.out);
    if (isInside(file, source)) throw new UsageError('The bundle cannot be a file of the floor itself.');
    const bytes = Buffer.from(writeBundle(examined.value.read.bundle), 'utf8');
    const temporary = path.join(path.dirname(file), temporaryName());
    await written(`--out ${values.out}`, () => {
      makeFolder(path.dirname(file));
      replaceDurably(fs, { path: file, bytes, mode: 0o644 }, temporary);
    });
    await context.out(
      `Wrote ${file}.\n${describeFloor(floorJson(examined.value.floor), source, Date.now())}`,
    );
    return exitCodes.clean;
  },
};

function isInside(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return !relative.startsWith('..') && !path.isAbsolute(relative);
}
