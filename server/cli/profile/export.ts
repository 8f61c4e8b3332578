/** `ringfence profile export`: writes the managed files of editors and agents for a level. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { managedHooks } from '../../agents/index.ts';
import { makeFolder } from '../../platform/makeFolder.ts';
import { exportProfile } from '../../posture/export/export.ts';
import {
  exportTargets,
  platformOf,
  type ExportFile,
  type ExportSetting,
  type ExportTarget,
} from '../../posture/export/file.ts';
import { exitCodes, UsageError, type Command, type CommandContext } from '../command.ts';
import { readOptions } from '../options.ts';
import { written } from '../written.ts';
import { levelOption, teamOption } from './shared.ts';

/** Writes or shows the files. */
export const exportVerb: Command = {
  name: 'export',
  usage: `ringfence profile export --for ${exportTargets.join('|')}|all --level observe|balanced|locked [--team FILE] [--launcher PATH] [--output DIR]`,
  summary: 'Write the managed files that lock a level, each with where it goes.',
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, {
      for: { type: 'string', multiple: true },
      level: { type: 'string' },
      team: { type: 'string' },
      launcher: { type: 'string' },
      output: { type: 'string' },
    });
    const [extra] = positionals;
    if (extra !== undefined) throw new UsageError(`"${extra}" is not understood.`);
    const { launcher } = values;
    if (launcher !== undefined && !path.posix.isAbsolute(launcher) && !path.win32.isAbsolute(launcher))
      throw new UsageError('--launcher takes an absolute path: hooks run in any folder.');
    const setting: ExportSetting = {
      level: levelOption(values.level),
      team: await teamOption(values.team, context),
      hooks: (agent, system) =>
        managedHooks(agent, {
          platform: platformOf[system],
          ...(launcher === undefined ? {} : { launcher }),
        }),
      version: context.version,
    };
    const files = exportProfile(targetsOf(values.for ?? []), setting);
    if (values.output === undefined) await show(files, context);
    else await write(files, path.resolve(context.cwd, values.output), context);
    return exitCodes.clean;
  },
};

function targetsOf(named: readonly string[]): readonly ExportTarget[] {
  if (named.length === 0) throw new UsageError(`--for is missing; use ${exportTargets.join(', ')} or all.`);
  const wanted = named.flatMap(each => each.split(','));
  if (wanted.includes('all')) return exportTargets;
  return wanted.map(name => {
    const found = exportTargets.find(target => target === name);
    if (found === undefined)
      throw new UsageError(`--for takes ${exportTargets.join(', ')} or all, not "${name}".`);
    return found;
  });
}

async function show(files: readonly ExportFile[], { out }: CommandContext): Promise<void> {
  for (const { path: name, text, goes, evidence } of files) {
    if (name === 'README.md') continue;
    await out(
      `== ${name}\n   goes to: ${goes}\n   ${evidence}\n${text.replace(/^\uFEFF/u, '').replaceAll('\r\n', '\n')}\n`,
    );
  }
}

async function write(files: readonly ExportFile[], folder: string, { out }: CommandContext): Promise<void> {
  for (const { path: name, text, encoding, executable } of files) {
    const target = path.join(folder, ...name.split('/'));
    await written(`--output ${target}`, async () => {
      makeFolder(path.dirname(target));
      await writeFile(target, text, {
        encoding: encoding ?? 'utf8',
        mode: executable === true ? 0o755 : 0o644,
      });
    });
    await out(`${target}\n`);
  }
}
