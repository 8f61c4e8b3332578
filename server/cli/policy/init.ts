/** `ringfence policy init`: writes a folder of policy to begin with; never over anything. */
import fs from 'node:fs';
import path from 'node:path';
import { makeFolder } from '../../platform/makeFolder.ts';
import { exitCodes, UsageError, type Command } from '../command.ts';
import { readOptions } from '../options.ts';
import { starterFiles } from './starter.ts';

/** Writes what is not there yet; exit 2 when the folder cannot be written. */
export const initVerb: Command = {
  name: 'init',
  usage: 'ringfence policy init [FOLDER]',
  summary:
    'Write policies, a profile and tests to begin with into FOLDER (.ringfence); nothing is overwritten.',
  run: async (args, context) => {
    const { positionals } = readOptions(args, {});
    if (positionals.length > 1) throw new UsageError('One folder is written at a time.');
    const folder = path.resolve(context.cwd, positionals[0] ?? '.ringfence');
    const lines = Object.entries(starterFiles).map(([name, text]) => writeNew(path.join(folder, name), text));
    const shown = path.relative(context.cwd, folder).split(path.sep).join('/');
    await context.out(
      [
        ...lines,
        '',
        'Let the owners of these rules review each change of them. For .github/CODEOWNERS:',
        '',
        `  /${shown}/ @YOUR-ORG/YOUR-SECURITY-TEAM`,
        '  /.github/CODEOWNERS @YOUR-ORG/YOUR-SECURITY-TEAM',
        '',
        `Next: ringfence policy check ${shown} and ringfence policy test ${shown}`,
        '',
      ].join('\n'),
    );
    return exitCodes.clean;
  },
};

function writeNew(file: string, text: string): string {
  try {
    makeFolder(path.dirname(file));
    fs.writeFileSync(file, text, { flag: 'wx' });
    return `wrote ${file}`;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      return `kept ${file}, which was there`;
    throw new UsageError(
      `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
