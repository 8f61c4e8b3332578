/**
 * Writes the launcher: a small script at a stable path that agents' hook entries start. It knows the runtime (VS
 * Code's own, so that no Node on PATH is needed), the shim, and the folder of registrations. A repository may set
 * variables for an agent's hooks; therefore nothing that decides here comes from the environment.
 */
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { readPlainText } from '../platform/plainFile.ts';
import { phaseOf } from './denials.ts';
import type { Folders } from '../platform/folders.ts';

/** Says what a launcher starts. */
export interface LauncherSetting {
  /** Absolute path of a Node, or of VS Code's executable, which is one when told so. */
  readonly runtime: string;
  /** Absolute path of dist/hook.js. */
  readonly hook: string;
  readonly folders: Pick<Folders, 'bin' | 'run' | 'state' | 'config'>;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  /** What hooks answer when no guard can; absent: what the present launcher carries. */
  readonly onUnavailable?: 'default' | 'deny';
}

/** Returns the launcher's stable path. */
export function launcherFile(folders: Pick<Folders, 'bin'>, platform: NodeJS.Platform): string {
  return platform === 'win32'
    ? path.win32.join(folders.bin, 'ringfence-hook.cmd')
    : path.posix.join(folders.bin, 'ringfence-hook');
}

/** Renders the launcher: POSIX shell, or a Windows batch file. Whatever goes wrong in it ends in a refusal. */
export const launcherText = (setting: LauncherSetting): string =>
  setting.platform === 'win32' ? batchText(setting) : shellText(setting);

/** Writes the launcher so that a starting hook sees the old or the new one; leaves an equal one alone. */
export async function writeLauncher(setting: LauncherSetting): Promise<string> {
  const file = launcherFile(setting.folders, setting.platform);
  const present = await readPlainText(file).catch(() => '');
  const onUnavailable = setting.onUnavailable ?? carriedBy(present);
  const text = launcherText({ ...setting, onUnavailable });
  if (present === text) return file;
  await mkdir(setting.folders.bin, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    const handle = await open(draft, 'wx', 0o700);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await chmod(draft, 0o700);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  return file;
}

/** Says what a launcher makes hooks answer when no guard can. */
export const carriedBy = (launcher: string): 'default' | 'deny' =>
  launcher.includes(denying) ? 'deny' : 'default';

const denying = ' --unavailable deny ';
const denyingOf = ({ onUnavailable }: LauncherSetting): string => (onUnavailable === 'deny' ? denying : ' ');

const complaint =
  'Ringfence refused this because its hook cannot start. Ask the user to reload the VS Code window, or to run: ringfence doctor';

function shellText(setting: LauncherSetting): string {
  const { runtime, hook, folders, home, platform } = setting;
  return `#!/bin/sh
# Starts the hook of Ringfence. Written by Ringfence at each start; changes are lost.
runtime=${shellQuoted(runtime)}
hook=${shellQuoted(hook)}
export ELECTRON_RUN_AS_NODE=1 HOME=${shellQuoted(home)}${xdgExports(folders, platform)}
unset NODE_OPTIONS NODE_PATH NODE_EXTRA_CA_CERTS NODE_V8_COVERAGE NODE_COMPILE_CACHE
if [ -x "$runtime" ] && [ -f "$hook" ]; then
  "$runtime" "$hook" --run ${shellQuoted(folders.run)}${denyingOf(setting)}"$@"
  status=$?
  case $status in 0 | 2) exit "$status" ;; esac
fi
echo ${shellQuoted(complaint)} >&2
exit 2
`;
}

/** A guard that the hook starts must find the same folders, whatever variables the agent was started with. */
function xdgExports({ state, config }: LauncherSetting['folders'], platform: NodeJS.Platform): string {
  if (platform === 'darwin') return '';
  const parent = (folder: string): string => shellQuoted(path.posix.dirname(folder));
  return ` XDG_STATE_HOME=${parent(state)} XDG_CONFIG_HOME=${parent(config)}`;
}

function batchText(setting: LauncherSetting): string {
  const { runtime, hook, folders, home } = setting;
  const local = path.win32.dirname(folders.state);
  const lines = [
    '@echo off',
    'rem Starts the hook of Ringfence. Written by Ringfence at each start; changes are lost.',
    'setlocal DisableDelayedExpansion',
    'set "ELECTRON_RUN_AS_NODE=1"',
    `set "USERPROFILE=${batchQuoted(home)}"`,
    `set "LOCALAPPDATA=${batchQuoted(local)}"`,
    'set "NODE_OPTIONS="',
    'set "NODE_PATH="',
    `if not exist "${batchQuoted(runtime)}" goto refuse`,
    `if not exist "${batchQuoted(hook)}" goto refuse`,
    `"${batchQuoted(runtime)}" "${batchQuoted(hook)}" --run "${batchQuoted(folders.run)}"${denyingOf(setting)}%*`,
    'if %ERRORLEVEL% EQU 0 exit /b 0',
    'if %ERRORLEVEL% EQU 2 exit /b 2',
    ':refuse',
    `echo ${complaint} 1>&2`,
    'exit /b 2',
  ];
  return `${lines.join('\r\n')}\r\n`;
}

/** Quotes a text for a POSIX shell. */
export const shellQuoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** In a batch file a per cent sign starts a variable; a quote cannot be part of a Windows path. */
const batchQuoted = (text: string): string => text.replaceAll('"', '').replaceAll('%', '%%');

const missing =
  'Ringfence refused this because its launcher is missing. Ask the user to run: ringfence doctor';

/**
 * Returns the command line for an agent's hook entry. On POSIX it is one that every shell reads alike, fish included,
 * and that refuses when the launcher is gone: most agents run the tool when a hook cannot start. Prompts of Codex pass
 * then: it sends no file along with one and ends the turn without a word when one is refused, while a refused tool
 * call tells why. Results pass as well: the call before was refused.
 */
export function hookCommand(
  launcher: string,
  agent: string,
  event: string,
  platform: NodeJS.Platform,
): string {
  const words = `--agent ${agent} --event ${event}`;
  if (platform === 'win32') return `"${launcher}" ${words}`;
  const passes = phaseOf(event) === 'post' || (agent === 'codex' && event === 'UserPromptSubmit');
  const status = passes ? 0 : 2;
  const script = `if [ -f "$0" ]; then exec /bin/sh "$0" "$@"; fi; echo "${missing}" >&2; exit ${status}`;
  return `/bin/sh -c ${shellQuoted(script)} ${shellQuoted(launcher)} ${words}`;
}
