/**
 * How a server is started on Windows: `npx` is a batch file there, which only `cmd.exe` can run, and which Node starts
 * no more by itself. Pure but for the question whether a file is there.
 */
import path from 'node:path';

const { win32 } = path;

/** Is what a process is started with. */
export interface Start {
  readonly file: string;
  readonly args: readonly string[];
  /** The arguments are a command line already: nothing more is quoted. */
  readonly verbatim: boolean;
}

/** Says what is to be started, and where programs are looked for. */
export interface StartSetting {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isFile: (file: string) => boolean;
}

/**
 * Returns how a command is started; a text says why it cannot be. A command without a folder is looked for on PATH
 * alone: a `npx.cmd` that lies in the workspace is not what the configuration means.
 */
export function windowsStart(setting: StartSetting): Start | string {
  const { command, args, env } = setting;
  const found = findProgram(setting);
  if (found === undefined || !/\.(?:cmd|bat)$/iu.test(found))
    return { file: found ?? command, args, verbatim: false };
  if ([found, ...args].some(word => /[\r\n\0]/u.test(word)))
    return 'a batch file takes no argument with an end of line in it';
  const line = [forCmd(quoted(found)), ...args.map(arg => forCmd(forCmd(quoted(arg))))].join(' ');
  return { file: shellOf(env), args: ['/d', '/s', '/v:off', '/c', `"${line}"`], verbatim: true };
}

const shellOf = (env: StartSetting['env']): string => {
  const root = valueOf(env, 'SystemRoot') ?? 'C:\\Windows';
  return valueOf(env, 'ComSpec') ?? win32.join(root, 'System32', 'cmd.exe');
};

/** Names of variables know no case on Windows. */
const valueOf = (env: StartSetting['env'], name: string): string | undefined =>
  Object.entries(env).find(([key, value]) => key.toLowerCase() === name.toLowerCase() && value !== '')?.[1];

function findProgram({ command, cwd, env, isFile }: StartSetting): string | undefined {
  const endings = (valueOf(env, 'PATHEXT') ?? '.COM;.EXE;.BAT;.CMD').split(';').filter(Boolean);
  const names = endings.some(ending => command.toLowerCase().endsWith(ending.toLowerCase()))
    ? [command]
    : endings.map(ending => command + ending.toLowerCase());
  const folders = /[\\/:]/u.test(command)
    ? [cwd]
    : (valueOf(env, 'Path') ?? '')
        .split(';')
        .map(folder => folder.replaceAll('"', ''))
        .filter(folder => win32.isAbsolute(folder));
  return folders.flatMap(folder => names.map(name => win32.resolve(folder, name))).find(isFile);
}

/** Quotes a word as programs read their command line: a backslash counts only before a quote. */
const quoted = (word: string): string => `"${word.replace(/(\\*)("|$)/gu, '$1$1$2').replaceAll('"', '\\"')}"`;

/**
 * Takes every sign's meaning away from cmd.exe. The quotes lose theirs as well, so that a caret counts everywhere. A
 * batch file hands its arguments on through a second reading, so that they are written for two.
 */
const forCmd = (text: string): string => text.replace(/[()%!^"<>&|;, \t=*?[\]`~]/gu, '^$&');
