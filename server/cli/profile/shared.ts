/** What the verbs of `ringfence profile` share: level, team and the editor's files. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { TeamProfile } from '../../../common/profile.ts';
import { describeProblem } from '../../../common/result.ts';
import { profiles, type Profile } from '../../../common/settings.ts';
import { parseProfile } from '../../layers/profile.ts';
import type { Surroundings } from '../../platform/folders.ts';
import { readPlainText } from '../../platform/plainFile.ts';
import { UsageError, type CommandContext } from '../command.ts';

/** Returns the level that `--level` names; throws UsageError when it names none or another. */
export function levelOption(value: string | undefined): Profile {
  const found = profiles.find(name => name === value);
  if (found === undefined)
    throw new UsageError(
      `--level takes ${profiles.join(', ')}${value === undefined ? '.' : `, not "${value}".`}`,
    );
  return found;
}

/** Reads the team's profile.jsonc; throws UsageError with every problem. Without a file there is nothing of a team. */
export async function teamOption(file: string | undefined, { cwd }: CommandContext): Promise<TeamProfile> {
  if (file === undefined) return {};
  const absolute = path.resolve(cwd, file);
  const text = await readPlainText(absolute).catch((error: unknown) => {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  });
  const { profile, problems } = parseProfile(text, file, 'floor');
  if (problems.length > 0) throw new UsageError(problems.map(describeProblem).join('\n'));
  return profile;
}

/** Returns the settings file of an editor: in the folder that is named, else that of VS Code. */
export async function userSettingsFile(
  folder: string | undefined,
  { cwd, surroundings }: Pick<CommandContext, 'cwd' | 'surroundings'>,
): Promise<string> {
  const named = folder === undefined ? vscodeFolder(surroundings) : path.resolve(cwd, folder);
  const inside = path.join(named, 'User');
  const user = path.basename(named) !== 'User' && (await isFolder(inside)) ? inside : named;
  if (!(await isFolder(user)))
    throw new UsageError(
      `There is no folder ${user}. Name the folder that holds the editor's settings.json with --editor.`,
    );
  return path.join(user, 'settings.json');
}

const isFolder = (folder: string): Promise<boolean> =>
  stat(folder).then(
    found => found.isDirectory(),
    () => false,
  );

function vscodeFolder({ env, home, platform }: Surroundings): string {
  if (platform === 'win32')
    return path.win32.join(env['APPDATA'] ?? path.win32.join(home, 'AppData', 'Roaming'), 'Code', 'User');
  if (platform === 'darwin') return path.posix.join(home, 'Library', 'Application Support', 'Code', 'User');
  const base = env['XDG_CONFIG_HOME'];
  return path.posix.join(
    base === undefined || base === '' ? path.posix.join(home, '.config') : base,
    'Code',
    'User',
  );
}
