/**
 * Command lines of configurations, read as a shell reads them, but for expansion: which programs they run. One pass
 * over the text; the full grammar is for commands that agents run, where a parser may be loaded.
 */
import type { ConfigNode } from '../document.ts';
import { isSharedTemp, isWorkspacePath } from './places.ts';
import { programOf } from './programs.ts';

const maxLine = 8_192;

/**
 * Splits a line into the commands that it runs: at separators outside of quotes, and at substitutions also within
 * double quotes. What single quotes hold stays one word.
 */
export function commandsOf(line: string): readonly string[] {
  const text = line.slice(0, maxLine);
  const parts: string[] = [];
  let start = 0;
  let double = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (char === "'" && !double) at = endOfQuote(text, at);
    else if (char === '"') double = !double;
    else if (opens(text, at, double) || (!double && isSeparator(text, at))) {
      // A substitution within double quotes is a command of its own.
      double = double && char !== '(';
      parts.push(text.slice(start, text.charAt(at - 1) === '$' ? at - 1 : at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)].map(part => part.trim()).filter(part => part !== '');
}

/** A backtick, or a bracket outside of quotes or after `$`, begins commands within the line. */
function opens(text: string, at: number, double: boolean): boolean {
  const char = text.charAt(at);
  return char === '`' || (char === '(' && (!double || text.charAt(at - 1) === '$'));
}

function endOfQuote(text: string, at: number): number {
  const end = text.indexOf("'", at + 1);
  return end < 0 ? text.length : end;
}

/** `&` in `2>&1` and `&>` joins streams and separates nothing. */
function isSeparator(text: string, at: number): boolean {
  const char = text.charAt(at);
  if (char === '&') return text.charAt(at - 1) !== '>' && text.charAt(at + 1) !== '>';
  return char === ';' || char === '|' || char === '\n' || char === ')';
}

const keywords =
  /^(?:if|then|elif|else|while|until|do|time|exec|command|builtin|nohup|!|\{|-n|\d?>{1,2}\s*\S+)\s+/;
const assignment = /^[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|[^\s"']*)(?:\s+|$)/;

/** Returns the words of one command, without keywords and assignments before its program. */
export function programWords(command: string): readonly string[] {
  let rest = command;
  for (let round = 0; round < 20; round++) {
    const before = assignment.exec(rest) ?? keywords.exec(rest);
    if (before === null) break;
    rest = rest.slice(before[0].length);
  }
  const words = rest.match(/(?:"(?:\\.|[^"\\])*"|'[^']*'|[^\s"'])+/g) ?? [];
  return words.map(word => word.replaceAll(/"((?:\\.|[^"\\])*)"|'([^']*)'/g, '$1$2'));
}

/** Signs that speak against ordinary work, wherever in a line they stand: network, rights, hiding, start-up files. */
const network =
  /\b(?:curl|wget|nc|ncat|netcat|socat|telnet|scp|sftp|rsync|ssh|iwr|irm|Invoke-\w{1,40}|certutil|bitsadmin|mshta|Start-Process)\b(?![-/.:@\w])/i;
const rights =
  /\b(?:sudo|doas|setcap|crontab|launchctl|systemctl|schtasks|mkfs|disown|setsid|base64|xxd|printenv|eval(?!\s{1,4}["']?(?:\$\(|`)(?:\w+env|fnm|mise|direnv|ssh-agent|brew|opam)\b))\b(?![-/.:@\w])|\bchmod\s+(?:-R\s+)?0?777\b|--privileged\b|-v\s*\/:\/|docker\.sock/i;
const places =
  /\/dev\/(?:tcp|udp)\/|\btouch\s+["']?[/~]|>{1,2}\s{0,4}["']?(?:~|\$HOME|\/(?!dev\/(?:null|std|tty)|tmp\/))|\brm\s{1,4}-\w{0,6}[rf]\w{0,6}\s{1,4}["']?(?:~|\/|\$HOME|\*|\.\s|\.git\b)|\/\.(?:ssh|aws|gnupg|kube|netrc)\b|id_rsa/i;
const code =
  /child_process|os\.system|subprocess|urllib|\brequests\.|\bsocket\b|\bfetch\(|https?\.(?:get|request)|\bexec\(|\beval\(|__import__|fromCharCode|\batob\(|\\x[\da-f]{2}\\x|\$\{?(?:!|IFS)|-e(?:nc|ncodedcommand)\s+\w{8}|LD_PRELOAD|DYLD_INSERT/i;
/** Packages from an unencrypted place, or for the whole machine, are no work on the project. */
const sources =
  /--registry[= ]http:\/\/|--(?:extra-)?index-url[= ]http:\/\/|--trusted-host\b|\bnpm\s{1,4}(?:i|install)\b[^\n;&|]{0,80}\s(?:-g|--global)\b|\bgit\s{1,4}-c\s{1,4}core\./i;
const against = [network, rights, places, code, sources];

/** Says which programs are ordinary. */
export interface Ordinary {
  readonly programs: RegExp;
}

const wrappers = /^(?:ba|z|da|k|a)?sh$/;

/** Tells whether everything that a line or a program with arguments runs is ordinary work on a project. */
export function isOrdinary(node: ConfigNode, ordinary: Ordinary): boolean {
  const line = lineOf(node);
  return line !== undefined && line.length <= maxLine && isOrdinaryLine(line, ordinary, 0);
}

function isOrdinaryLine(line: string, ordinary: Ordinary, depth: number): boolean {
  if (against.some(sign => sign.test(line))) return false;
  const own = new Set(Array.from(line.matchAll(/\b(\w{1,60})\s{0,4}\(\)/g), ([, name]) => name));
  return commandsOf(line)
    .map(programWords)
    .every(words => own.has(words[0]) || isOrdinaryCommand(words, ordinary, depth));
}

function isOrdinaryCommand(words: readonly string[], ordinary: Ordinary, depth: number): boolean {
  const [program, ...args] = words;
  if (program === undefined || runsNothing(program)) return true;
  const name = baseName(program);
  if (wrappers.test(name) || isCommandShell(name, args)) return isOrdinaryShell(name, args, ordinary, depth);
  if (/[\\/]|^\$/.test(program)) return isProjectScript(program) || isInstalled(program, name, ordinary);
  if (name === 'git' && reaches(args)) return false;
  if (!ordinary.programs.test(name)) return /\.(?:sh|py|js|ts|ps1|cmd|bat)$/i.test(program);
  return runsKnown(name, args, ordinary);
}

/** Sends code away, or changes git for every repository. */
const reaches = (args: readonly string[]): boolean =>
  args[0] === 'push' || (args[0] === 'config' && args.some(arg => /^--(?:global|system)$/.test(arg)));

/** What is left of a line after its keywords and assignments runs nothing. */
const runsNothing = (word: string): boolean => /^(?:[#[}*<>]|\d?>|in$|fi$|done$|esac$)/.test(word);

const isCommandShell = (name: string, args: readonly string[]): boolean =>
  name === 'cmd' && /^\/[ck]$/i.test(args[0] ?? '');

const managers = /^(?:npm|pnpm|yarn|bun)$/;
const fetchers = /^(?:npx|bunx|pnpx|uvx|pipx)$/;
const interpreters = /^(?:node|python[\d.]*|ruby|perl|php|deno)$/;

/** A package that is fetched without asking is ordinary when it is a known tool; a script when it lies where scripts do. */
function runsKnown(name: string, args: readonly string[], { programs }: Ordinary): boolean {
  const fetches = fetchers.test(name) || (managers.test(name) && /^(?:dlx|x|exec)$/.test(args[0] ?? ''));
  if (!fetches && !interpreters.test(name)) return true;
  const words = args.filter(arg => !arg.startsWith('-') && !/^(?:dlx|x|exec|run)$/.test(arg));
  const named = words[0] ?? '';
  if (!fetches) return args.some(arg => /^-[mce]$/.test(arg)) || isScriptName(named);
  const asks = name === 'npx' && !args.some(arg => /^(?:-y|--yes)$/.test(arg));
  return asks || programs.test(named.replace(/@[\w.^~-]*$/, '').toLowerCase());
}

const isScriptName = (word: string): boolean =>
  word === '' || isProjectScript(word) || /^[\w-]+(?:\.\w+)?$/.test(word);

function isOrdinaryShell(name: string, args: readonly string[], ordinary: Ordinary, depth: number): boolean {
  const flag = args.findIndex(arg => (name === 'cmd' ? /^\/[ck]$/i.test(arg) : /^-[a-z]*c$/.test(arg)));
  if (flag >= 0) return depth < 3 && isOrdinaryLine(args.slice(flag + 1).join(' '), ordinary, depth + 1);
  const script = args.find(arg => !arg.startsWith('-'));
  return script !== undefined && (isProjectScript(script) || /^[\w-]+(?:\.\w+)?$/.test(script));
}

const baseName = (program: string): string =>
  (program.slice(-256).split(/[\\/]/).at(-1) ?? '').toLowerCase().replace(/\.(?:exe|cmd|bat)$/, '');

/** An interpreter that is given a font or a picture runs what nobody takes for a program. */
const disguises =
  /\.(?:woff2?|ttf|otf|eot|png|jpe?g|gif|webp|ico|svg|css|txt|dat|log|mp[34]|pdf|zip|gz|lock)$/i;

/** A script whose own name is hidden is not meant to be seen. */
const hiddenScript = /(?:^|\/)\.(?!pnp\.)[\w-]+\.(?:sh|bash|zsh|py|[cm]?[jt]s|rb|pl|php|ps1|exe|bin)$/i;

const agentFolders =
  /^\.(?:claude|cursor|github|gemini|codex|qwen|windsurf|kiro|factory|husky|githooks|devcontainer|venv|yarn|bin|scripts|config|agents|build|build_tools|ci|buildkite|gitlab|circleci)$/;

/** Tells whether a program is a script of the project that lies where people look for it, not in a hidden corner. */
export function isProjectScript(program: string): boolean {
  const path = program.replace(/^["']|["']$/g, '').replaceAll('\\', '/');
  if (
    !isWorkspacePath(path) &&
    !/^\$\{?(?:CLAUDE_PLUGIN_ROOT|extensionPath|GEMINI_PROJECT_DIR|CURSOR_PROJECT_DIR|QWEN_PROJECT_DIR|INIT_CWD|GITHUB_WORKSPACE)\b/.test(
      path,
    )
  )
    return false;
  if (isSharedTemp(path) || /(?:^|\/)\.\.\/\.\.\//.test(path)) return false;
  if (disguises.test(path) || hiddenScript.test(path)) return false;
  const folders = path.split('/').slice(0, -1);
  return folders.every(part => !/^\.[^.]/.test(part) || agentFolders.test(part));
}

/** Tells whether a program with a path is an ordinary one of the system. */
const isInstalled = (program: string, name: string, { programs }: Ordinary): boolean =>
  /^(?:\/usr|\/bin|\/opt\/homebrew|[a-z]:\\program files)/i.test(program) && programs.test(name);

function lineOf(node: ConfigNode): string | undefined {
  // Git writes `!` before an alias that is a command.
  if (node.type === 'scalar')
    return typeof node.value === 'string' ? node.value.replace(/^\s*!\s*/, '') : undefined;
  const program = programOf(node);
  if (program === undefined) return undefined;
  return [program.path, ...program.args].map(quoted).join(' ');
}

const quoted = (word: string): string =>
  /^[\w./:@=+,-]+$/.test(word) ? word : word.includes("'") ? `"${word.replaceAll('"', '')}"` : `'${word}'`;

/** Tells whether a shell only wraps the start of a server: nothing odd, and at the end a program that can serve. */
export function wrapsServer(node: ConfigNode, ordinary: Ordinary): boolean {
  const program = programOf(node);
  const flag = program?.args.findIndex(arg => /^(?:-[a-z]*c|\/[ck])$/i.test(arg)) ?? -1;
  const line = program?.args.slice(flag + 1).join(' ') ?? '';
  if (flag < 0 || line.length > maxLine || against.some(sign => sign.test(line))) return false;
  const commands = commandsOf(line).map(programWords);
  const [name = ''] = commands.at(-1) ?? [];
  return (
    commands.slice(0, -1).every(words => isOrdinaryCommand(words, ordinary, 1)) &&
    (servers.test(baseName(name)) || isProjectScript(name))
  );
}

const servers =
  /^(?:npx|npm|pnpm|yarn|bunx?|node|deno|uvx?|python[\d.]*|pipx|poetry|docker|podman|cargo|go|java|dotnet|php|ruby|bundle|mise|nix)$/;
