/** What has to be written where, so that an agent asks Ringfence. Types, and makers of paths; nothing here touches a disk. */
import path from 'node:path';
import type { LauncherSetting } from '../launcher.ts';

/** Says on whose behalf and with which launcher hooks are installed. */
export interface InstallSetting extends LauncherSetting {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Workspace folders, whose own settings may switch hooks off. */
  readonly roots: readonly string[];
}

/** Names a hook event to register for, and the key that Codex trusts it under. */
export interface HookEvent {
  readonly name: string;
  readonly key: string;
  /** False where Codex leaves the matcher out of what it trusts. */
  readonly matches: boolean;
}

/** Is one hook of ours: the event and the command that it runs. */
export interface HookEntry {
  readonly event: string;
  readonly command: string;
  /** Time-out as the agent counts it. */
  readonly timeout: number;
}

/** Says how hooks of one agent are installed. */
export interface InstallSpec {
  /** Returns the agent's folder of the user. */
  readonly folder: (setting: InstallSetting) => string;
  /** Return folders that tell that the agent is used here, where its folder for hooks does not. */
  readonly traces?: readonly ((setting: InstallSetting) => string)[];
  readonly events: readonly HookEvent[];
  /** Time-out as the agent counts it. */
  readonly timeout: number;
  readonly written: MergedFile | OwnFiles;
}

/** Is a file that belongs to the user: lists of hooks by event under `hooks`, among which ours are put. */
export interface MergedFile {
  readonly kind: 'merged';
  /** Name of the file, in the agent's folder. */
  readonly file: string;
  /** What a file that is not there starts as. */
  readonly blank?: string;
  /** Returns one of our hooks as it stands in the list of its event. */
  readonly shape: (entry: HookEntry) => unknown;
  /** Name of the file in which hooks must be trusted by hash, in the agent's folder. */
  readonly trustFile?: string;
}

/** Are files that are wholly ours, one or more. */
export interface OwnFiles {
  readonly kind: 'own';
  readonly files: (entries: readonly HookEntry[], setting: InstallSetting) => readonly OwnFile[];
}

/** Is a file that is wholly ours; its text holds the launcher's path, by which it is known again. */
export interface OwnFile {
  /** Path of the file, in the agent's folder. */
  readonly file: string;
  readonly text: string;
  readonly executable?: boolean;
}

/** Names a setting that switches hooks off. */
export interface Switch {
  readonly key: readonly string[];
  readonly isOff: (value: unknown) => boolean;
}

/** Says where an agent's hooks can be switched off, and by which settings. */
export interface Switches {
  /** Files in the agent's folder of the user. */
  readonly user: readonly string[];
  /** Files in each workspace folder. */
  readonly workspace: readonly string[];
  /** Files elsewhere: of the machine, or of the user. */
  readonly elsewhere?: (setting: InstallSetting) => readonly string[];
  readonly switches: readonly Switch[];
}

/** Is said of a setting that switches hooks off by being false. */
export const isFalse = (value: unknown): boolean => value === false;
/** Is said of a setting that switches hooks off by being true. */
export const isTrue = (value: unknown): boolean => value === true;

/** Is what an agent has of which nothing is known that could switch its hooks off by a file. */
export const noSwitches: Switches = { user: [], workspace: [], switches: [] };

/** Names a hook event. */
export const hookEvent = (name: string, matches = true): HookEvent => ({
  name,
  key: name.replace(/(?<=[a-z])[A-Z]/gu, letter => `_${letter}`).toLowerCase(),
  matches,
});

/** Returns a path in the form of the platform that is installed for. */
export const joined = ({ platform }: Pick<InstallSetting, 'platform'>, ...parts: readonly string[]): string =>
  (platform === 'win32' ? path.win32 : path.posix).join(...parts);

/** Finds an agent's folder: where a variable says, else in the home folder. */
export const inHome =
  (variable: string | undefined, ...folder: readonly string[]) =>
  (setting: InstallSetting): string => {
    const stated = variable === undefined ? undefined : setting.env[variable];
    return stated !== undefined && stated !== '' ? stated : joined(setting, setting.home, ...folder);
  };

/** Finds an agent's folder below the user's folder of configuration, which XDG_CONFIG_HOME may move. */
export const inConfig =
  (folder: string) =>
  (setting: InstallSetting): string => {
    const stated = setting.env['XDG_CONFIG_HOME'];
    const base = stated !== undefined && stated !== '' ? stated : joined(setting, setting.home, '.config');
    return joined(setting, base, folder);
  };

/** Is the form that most agents share: a group with a matcher and a list of hooks. */
export const groupShape = ({ command, timeout }: Pick<HookEntry, 'command' | 'timeout'>) => ({
  matcher: '*',
  hooks: [{ type: 'command', command, timeout }],
});
