/** `ringfence profile apply` and `undo`: set what a user can set, and take it back byte for byte. */
import { realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import {
  forgetInstall,
  recordedInstall,
  rememberInstall,
  withOriginals,
  writeAtomically,
  type PlannedFile,
} from '../../agents/index.ts';
import { ringfenceFolders } from '../../platform/folders.ts';
import { makeFolder } from '../../platform/makeFolder.ts';
import { readPlain } from '../../platform/plainFile.ts';
import { expectationsOf } from '../../posture/report.ts';
import { tightenedSettings, undoneSettings, type SettingChange } from '../../posture/userSettings.ts';
import { exitCodes, UsageError, type Command } from '../command.ts';
import { readOptions } from '../options.ts';
import { levelOption, teamOption, userSettingsFile } from './shared.ts';

/** Under this name the original bytes are kept. */
const record = 'profile';

/** Writes what a level expects into the user's settings. */
export const applyVerb: Command = {
  name: 'apply',
  usage: 'ringfence profile apply --level observe|balanced|locked [--team FILE] [--editor DIR] [--dry-run]',
  summary: 'Set a level in your user settings; shows what is written. Reversible.',
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, {
      level: { type: 'string' },
      team: { type: 'string' },
      editor: { type: 'string' },
      'dry-run': { type: 'boolean' },
    });
    const [extra] = positionals;
    if (extra !== undefined) throw new UsageError(`"${extra}" is not understood.`);
    const level = levelOption(values.level);
    const expectations = expectationsOf(level, await teamOption(values.team, context));
    const file = await linked(await userSettingsFile(values.editor, context));
    const before = await bytesOf(file);
    const changed = tightenedSettings(textOf(before, file), level, expectations);
    if (changed === undefined) throw broken(file);
    await context.out(preview(file, changed.changes));
    if (values['dry-run'] === true || changed.changes.length === 0) return exitCodes.clean;
    const planned: PlannedFile = { file, before, after: Buffer.from(changed.text) };
    const folders = ringfenceFolders(context.surroundings);
    // The original bytes are safe before anything is written.
    await rememberInstall(folders, record, [planned]);
    await carryOut([planned]);
    await context.out(`\nWritten. "ringfence profile undo" takes it back.\n`);
    return exitCodes.clean;
  },
};

/** Takes back what was applied. */
export const undoVerb: Command = {
  name: 'undo',
  usage: 'ringfence profile undo [--dry-run]',
  summary: 'Take back what "profile apply" wrote: byte for byte where nobody has changed the file since.',
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, { 'dry-run': { type: 'boolean' } });
    const [extra] = positionals;
    if (extra !== undefined) throw new UsageError(`"${extra}" is not understood.`);
    const folders = ringfenceFolders(context.surroundings);
    const recorded = await recordedInstall(folders, record);
    if (recorded.length === 0) {
      await context.out('Nothing was applied.\n');
      return exitCodes.clean;
    }
    const byKeys = await Promise.all(
      recorded.map(async ({ file, before: original }): Promise<PlannedFile & Undone> => {
        const before = await bytesOf(file);
        const changed = undoneSettings(textOf(before, file), textOf(original, file));
        if (changed === undefined) throw broken(file);
        return { file, before, after: Buffer.from(changed.text), changes: changed.changes };
      }),
    );
    const planned = withOriginals(byKeys, recorded);
    for (const { file, changes } of byKeys) await context.out(preview(file, changes));
    if (values['dry-run'] === true) return exitCodes.clean;
    await carryOut(planned);
    await forgetInstall(folders, record);
    await context.out('\nTaken back.\n');
    return exitCodes.clean;
  },
};

interface Undone {
  readonly changes: readonly SettingChange[];
}

async function carryOut(planned: readonly PlannedFile[]): Promise<void> {
  for (const { file, after } of planned) {
    if (after === undefined) await rm(file, { force: true });
    else {
      makeFolder(path.dirname(file));
      await writeAtomically(file, after);
    }
  }
}

/** A settings file that is kept elsewhere and linked stays linked. */
const linked = (file: string): Promise<string> => realpath(file).catch(() => file);

async function bytesOf(file: string): Promise<Buffer | undefined> {
  try {
    return await readPlain(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function textOf(bytes: Buffer | undefined, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes ?? Buffer.alloc(0));
  } catch {
    throw new UsageError(`${file} is not UTF-8; nothing was changed.`);
  }
}

const broken = (file: string): UsageError =>
  new UsageError(`${file} is not valid JSON with comments. Mend it and try again; nothing was changed.`);

function preview(file: string, changes: readonly SettingChange[]): string {
  if (changes.length === 0) return `${file}: nothing to write.\n`;
  const lines = changes.map(change => {
    if (!('after' in change)) return `  - ${change.key}`;
    const after = JSON.stringify(change.after);
    return 'before' in change
      ? `  ~ ${change.key}: ${JSON.stringify(change.before)} → ${after}`
      : `  + ${change.key}: ${after}`;
  });
  return `${file}\n${lines.join('\n')}\n`;
}
