/** Paths in configuration values: inside the workspace, outside it, or far too broad. Works on text alone. */

const variableOfWorkspace =
  /\$\{(?:workspace(?:Folder|Root)(?::[^}]*)?|fileWorkspaceFolder|cwd|fileDirname|containerWorkspaceFolder|localWorkspaceFolder)\}|\$\{?(?:PWD|CLAUDE_PROJECT_DIR|PROJECT_DIR)\b\}?|%CD%/i;
const variableOfHome =
  /\$\{(?:userHome|env:(?:HOME|USERPROFILE))\}|\$\{?HOME\b\}?|%(?:USERPROFILE|HOMEPATH)%/i;
const scheme = /^[a-z][a-z0-9+.-]+:/i;
const drive = /^[a-z]:(?:[\\/]|$)/i;
const packageName = /^@[\w.-]+\/[\w.-]+(?:@[\w.^~*-]+)?$/;

/** Returns the first word of a command line, without quotes. */
export function firstWord(text: string): string {
  const quoted = /^\s*(?:"([^"]*)"|'([^']*)'|(\S+))/.exec(text);
  return quoted?.[1] ?? quoted?.[2] ?? quoted?.[3] ?? '';
}

/** Tells whether a value names something inside the workspace: a relative path or a workspace variable. */
export function isWorkspacePath(text: string): boolean {
  if (text.length > 4_096) return false;
  if (variableOfWorkspace.test(text)) return true;
  const word = firstWord(text);
  if (/^(?:[-~]|$)/.test(word) || packageName.test(word)) return false;
  if (isAbsolutePath(word) || variableOfHome.test(word) || scheme.test(word)) return false;
  return /^\.[^.\s]?/.test(word)
    ? word !== '.' && word !== '..'
    : /[\\/]/.test(word) && !word.startsWith('$');
}

/** Tells whether a value is an absolute path, of any platform. */
export const isAbsolutePath = (text: string): boolean =>
  /^[\\/]/.test(text) || drive.test(text) || /^file:/i.test(text);

/** Tells whether a value reaches outside the workspace: absolute, the home folder or a parent. */
export function isOutsidePath(text: string): boolean {
  return (
    isAbsolutePath(text) ||
    /^~/.test(text) ||
    variableOfHome.test(text) ||
    /(?:^|[\\/])\.\.(?:[\\/]|$)/.test(text)
  );
}

const credentialFolder =
  /(?:^|[\\/~])\.(?:ssh|aws|gnupg|kube|docker|azure|netrc|npmrc|pypirc|git-credentials|claude|codex|gemini|cursor|copilot)(?:[\\/]|$)|\.config[\\/](?:gcloud|gh)\b/i;

/** Tells whether a path takes in a whole home folder, a whole disk, or a folder of credentials. */
export function isBroadPath(text: string): boolean {
  if (text.length > 4_096) return false;
  const path = withoutTail(text.trim());
  if (credentialFolder.test(text)) return true;
  if (path === '' && /^[\\/*]/.test(text.trim())) return true;
  if (
    /^(?:~|\.\.(?:[\\/]\.\.)*|[a-z]:|[\\/](?:home|users|root|etc|var|usr|opt|mnt)(?:[\\/][^\\/]+)?)$/i.test(
      path,
    )
  ) {
    return !/^[\\/](?:usr|opt|var|mnt)[\\/]/i.test(path);
  }
  return path.replace(variableOfHome, '') === '' && path !== '';
}

/** Drops separators and stars at the end; a loop, since an expression would take the square of the length. */
function withoutTail(text: string): string {
  let end = text.length;
  while (end > 0 && '/\\*'.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** Tells whether a path is on another machine (UNC), which leaks Windows credentials when it is opened. */
export const isNetworkPath = (text: string): boolean =>
  /^(?:\\\\[^\\?.][^\\]*\\|\/\/[^/]+\/[^/]|file:\/\/[^/])/i.test(text);

/** Tells whether a path lies in a folder where a project's own tools are installed. */
export const isToolFolder = (text: string): boolean =>
  /(?:^|[\\/}])(?:node_modules|\.yarn[\\/]sdks|\.?v?env(?:-[\w.]+)?|\.pixi|\.tox|\.nox|\.conda|\.direnv|\.fvm|\.pnpm|\.?flutter|\.dart_tool|vendor[\\/]bin|Pods|\.build|\.toolchain|target|third_party|bazel-[\w.-]+|cmake-build-[\w-]+|build|bin[\\/]cache)(?:[\\/]|$)/i.test(
    text,
  ) && !/(?:^|[\\/])\.\.(?:[\\/]|$)/.test(text);

/** Tells whether a program comes from a folder that the operating system keeps. */
export const isSystemPath = (text: string): boolean =>
  /^(?:\/(?:usr|bin|sbin|opt|nix|run\/current-system|Library|Applications|System)\/|[a-z]:[\\/](?:Program Files|Windows|msys64)\b)/i.test(
    firstWord(text).startsWith('"') ? text.slice(1) : text,
  );

/** Tells whether a path is in a folder that anybody can write. */
export const isSharedTemp = (text: string): boolean =>
  /^(?:\/(?:tmp|var\/tmp|dev\/shm|private\/tmp)(?:\/|$)|[a-z]:[\\/](?:Windows[\\/])?Temp[\\/]|%TE?MP%)/i.test(
    firstWord(text),
  );
