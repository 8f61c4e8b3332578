/** Programs with their arguments: MCP servers, tasks and the like, read as one command. */
import { child, textOf, textsOf, type ConfigNode } from '../document.ts';
import { firstWord, isWorkspacePath } from './places.ts';
import { textsIn } from './subject.ts';

/** Is a program with its arguments; both may have come from one command line. */
export interface Program {
  readonly name: string;
  readonly path: string;
  readonly args: readonly string[];
}

/** Reads a program from a command line, from a list of words, or from an object with `command` and `args`. */
export function programOf(node: ConfigNode): Program | undefined {
  if (node.type === 'object') {
    const command =
      child(node, 'command') ?? child(node, 'cmd') ?? child(node, 'path') ?? child(node, 'executable');
    if (command === undefined) return undefined;
    const inner = programOf(command);
    const args = textsOf(child(node, 'args') ?? child(node, 'arguments'));
    return inner === undefined ? undefined : { ...inner, args: [...inner.args, ...args] };
  }
  const words = node.type === 'array' ? textsOf(node) : wordsOf(textOf(node) ?? '');
  const [path, ...args] = words;
  if (path === undefined || path === '') return undefined;
  return { name: nameOf(path), path, args };
}

/** Bounds what is read of one command line: an unclosed quote costs the square of the length. */
const maxLine = 2_048;

/** Splits a command line into words; quoting is followed, expansion is not. */
export function wordsOf(line: string): readonly string[] {
  return [...line.slice(0, maxLine).matchAll(/"((?:\\.|[^"\\])*)"|'([^']*)'|([^\s"']+)/g)].map(
    word => word[1] ?? word[2] ?? word[3] ?? '',
  );
}

const nameOf = (path: string): string =>
  (firstWord(path).slice(-256).split(/[\\/]/).at(-1) ?? '')
    .toLowerCase()
    .replace(/\.(?:exe|cmd|bat|ps1)$/, '');

/** Renders a program as one line, for shapes of command lines. */
export function commandLine(node: ConfigNode): string {
  const direct = textOf(node);
  if (direct !== undefined) return direct;
  const program = programOf(node);
  return program === undefined
    ? textsIn(node).join('\n').slice(0, maxScript)
    : [program.path, ...program.args].join(' ');
}

/** Bounds what is read of a whole script line; all shapes of it take time in proportion to its length. */
const maxScript = 8_192;

/** Splits a command line at pipes and other separators; quotes are not followed, so a part may be half a word. */
export const segmentsOf = (line: string): readonly string[] => line.slice(0, maxScript).split(/[|;&\n]+/);

/** Tells whether a part of a line that matches `from` is followed by one that matches `to`. */
export function pipesInto(segments: readonly string[], from: RegExp, to: RegExp): boolean {
  const first = segments.findIndex(part => from.test(part));
  return first >= 0 && segments.slice(first + 1).some(part => to.test(part));
}

/** `env VAR=value program` runs the program. */
function withoutEnv(program: Program | undefined): Program | undefined {
  if (program?.name !== 'env') return program;
  const at = program.args.findIndex(arg => !/^(?:-|[A-Za-z_]\w*=)/.test(arg));
  const [path, ...args] = at < 0 ? [] : program.args.slice(at);
  return path === undefined ? undefined : { name: nameOf(path), path, args };
}

const inlineFlags: readonly { readonly programs: RegExp; readonly flag: RegExp }[] = [
  { programs: /^(?:ba|z|da|k|fi|c|tc|a)?sh$/, flag: /^-[a-z]*c$/ },
  { programs: /^(?:python[\d.]*|pypy\d?|uv|py)$/, flag: /^-c$/ },
  { programs: /^(?:node|bun|deno|tsx|ts-node)$/, flag: /^(?:-e|--eval|-p|--print|eval)$/ },
  { programs: /^(?:perl|ruby|lua|php|osascript|rscript)$/, flag: /^-(?:e|r)$/ },
  { programs: /^(?:powershell|pwsh)$/, flag: /^-(?:c|command|e|ec|enc|encodedcommand)$/i },
  { programs: /^cmd$/, flag: /^\/[ck]$/i },
];

/** Tells whether a program is an interpreter that is handed its code as an argument. */
export function runsInlineCode(node: ConfigNode): boolean {
  const program = withoutEnv(programOf(node));
  if (program === undefined) return false;
  return inlineFlags.some(
    row => row.programs.test(program.name) && program.args.some(arg => row.flag.test(arg)),
  );
}

const runners = /^(?:npx|bunx|pnpx|uvx|pipx|dlx)$/;

/** Tells whether a program is fetched by a package runner at whatever version is newest at that moment. */
export function runsUnpinnedPackage(node: ConfigNode): boolean {
  const program = unwrapped(programOf(node));
  return program !== undefined && fetchesUnpinned(program);
}

/** `cmd /c npx server` is what Windows wants for `npx server`. */
function unwrapped(program: Program | undefined): Program | undefined {
  if (program?.name !== 'cmd' || !/^\/[ck]$/i.test(program.args[0] ?? '')) return program;
  const [path, ...args] = program.args.slice(1);
  return path === undefined ? undefined : { name: nameOf(path), path, args };
}

/** Tells whether a program and its arguments fetch a package or an image that no version or digest pins. */
export function fetchesUnpinned(program: Program): boolean {
  const { args } = program;
  if (program.name === 'uv') return fetchesByUv(args);
  const viaSubcommand = fetchesBySubcommand(program);
  if (!runners.test(program.name) && !viaSubcommand) return isUnpinnedImage(program);
  const named = packageIn(args.slice(viaSubcommand ? 1 : 0));
  if (named === undefined || isWorkspacePath(named)) return false;
  return !/(?:@|==)v?\d+(?:\.\d+){0,2}[\w.+-]*$|#[\da-f]{7,}$/.test(named);
}

/** `uv run` takes the project's own packages, and those of `--with` besides; `uv tool run` is `uvx`. */
function fetchesByUv(args: readonly string[]): boolean {
  if (args[0] === 'tool' && args[1] === 'run')
    return fetchesUnpinned({ name: 'uvx', path: 'uvx', args: args.slice(2) });
  const at = args.indexOf('--with');
  return at >= 0 && /^git\+/.test(args[at + 1] ?? '') && !/@[\da-f]{7,40}$/.test(args[at + 1] ?? '');
}

/** `pnpm exec` and `yarn exec` run what is installed; `dlx` fetches, and so does npm where nothing is. */
const fetchesBySubcommand = ({ name, args }: Program): boolean =>
  (/^(?:pnpm|yarn)$/.test(name) && args[0] === 'dlx') ||
  (/^(?:npm|bun)$/.test(name) && /^(?:exec|x)$/.test(args[0] ?? ''));

/** The package that `--from` or `--package` names is fetched; the next word is only a program in it. */
function packageIn(args: readonly string[]): string | undefined {
  const at = args.findIndex(arg => /^(?:--from|--package|-p|--spec)$/.test(arg));
  const joined = args.find(arg => /^--(?:from|package|spec)=/.test(arg));
  if (joined !== undefined) return joined.slice(joined.indexOf('=') + 1);
  return at >= 0 ? args[at + 1] : args.find(arg => !arg.startsWith('-') && arg !== 'run');
}

/** Returns the name, without a version, of the package or image that a runner fetches; undefined for other programs. */
export function packageOf(node: ConfigNode): string | undefined {
  const program = unwrapped(programOf(node));
  if (program === undefined) return undefined;
  const { name, args } = program;
  if (/^(?:docker|podman)$/.test(name))
    return imageOf(program)?.replace(/(?::[\w.-]+)?(?:@sha256:\w+)?$/, '');
  const viaSubcommand = fetchesBySubcommand(program);
  if (!runners.test(name) && !viaSubcommand) return undefined;
  return packageIn(args.slice(viaSubcommand ? 1 : 0))?.replace(/(?!^)(?:@[^/@]*|==.*|\[.*)$/, '');
}

function isUnpinnedImage(program: Program): boolean {
  if (!/^(?:docker|podman)$/.test(program.name) || program.args[0] !== 'run') return false;
  const image = imageOf(program);
  return image !== undefined && !image.includes('@sha256:') && !/:v?\d/.test(image);
}

/** An image carries a path or a tag; the values of options mostly do not. */
const imageOf = (program: Program): string | undefined =>
  program.args.slice(1).findLast(arg => /^[\w.-]+(?:\/[\w.-]+)+(?:[:@][\w.:-]+)?$/.test(arg));

/** Tells whether the program itself, or the script that an interpreter is given, lies in the workspace. */
export function runsWorkspaceFile(node: ConfigNode): boolean {
  const program = programOf(node);
  if (program === undefined) return false;
  if (isWorkspacePath(program.path)) return true;
  if (
    !/^(?:node|bun|deno|tsx|python[\d.]*|ruby|perl|php|bash|sh|zsh|pwsh|powershell|dotnet|java)$/.test(
      program.name,
    )
  )
    return false;
  const script = program.args.find(arg => !arg.startsWith('-') && arg !== 'run');
  return (
    script !== undefined &&
    (isWorkspacePath(script) || /^[\w-]+\.(?:[cm]?[jt]s|py|rb|pl|php|sh|ps1|jar|dll)$/.test(script))
  );
}
