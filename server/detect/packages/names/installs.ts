/** Finds the packages that install commands name. Pure. */
import type { ObservedCommand } from '../../../pipeline/types.ts';
import type { Ecosystem } from '../popular.ts';

/** Is what an install command asks for: names of a registry, or addresses. */
export interface Wanted {
  readonly ecosystem: Ecosystem;
  readonly names: readonly string[];
  readonly addresses: readonly string[];
}

interface Tool {
  readonly ecosystem: Ecosystem;
  readonly program: RegExp;
  /** Words that come before what is installed; none for programs that install what they are given. */
  readonly verbs: readonly string[];
  /** Options that are followed by a value. */
  readonly valued: RegExp;
  /** Only the first word is a package, the rest are its arguments. */
  readonly first?: boolean;
}

const npmValued =
  /^(?:--(?:registry|prefix|tag|workspace|cwd|dir|cache|userconfig|filter|omit|include|save-prefix|otp|loglevel)|-[CwF])$/u;
const pipValued =
  /^(?:-[rcifteC]|--(?:requirement|constraint|index-url|extra-index-url|find-links|target|editable|prefix|root|python|index|default-index|platform|python-version|group|source|extra|extras|with-requirements|trusted-host|proxy|cache-dir|timeout|retries|log|optional|package))$/u;
const cargoValued =
  /^(?:--(?:features|version|vers|git|path|branch|tag|rev|registry|index|root|target|package|rename|manifest-path)|-[Fpj])$/u;
const otherValued =
  /^(?:-[vsiPV]|--(?:version|source|install-dir|bindir|group|platform|framework|project|working-dir))$/u;

const tools: readonly Tool[] = [
  {
    ecosystem: 'npm',
    program: /^(?:npm|pnpm|bun|yarn|cnpm|tnpm)$/u,
    verbs: ['install', 'i', 'add', 'in', 'ins', 'inst', 'isntall', 'global add'],
    valued: npmValued,
  },
  {
    ecosystem: 'npm',
    program: /^(?:npm|pnpm|yarn|bun)$/u,
    verbs: ['exec', 'x', 'dlx'],
    valued: npmValued,
    first: true,
  },
  {
    ecosystem: 'npm',
    program: /^(?:npx|bunx|pnpx)$/u,
    verbs: [],
    valued: /^(?:--registry|-c|--call)$/u,
    first: true,
  },
  {
    ecosystem: 'pypi',
    program: /^(?:pip[\d.]*|pipx|pipenv)$/u,
    verbs: ['install', 'download', 'wheel'],
    valued: pipValued,
  },
  { ecosystem: 'pypi', program: /^uv$/u, verbs: ['pip install', 'add', 'tool install'], valued: pipValued },
  { ecosystem: 'pypi', program: /^(?:poetry|pdm|rye|hatch)$/u, verbs: ['add'], valued: pipValued },
  { ecosystem: 'pypi', program: /^uvx$/u, verbs: [], valued: pipValued, first: true },
  {
    ecosystem: 'pypi',
    program: /^(?:uv|pipx)$/u,
    verbs: ['tool run', 'run'],
    valued: pipValued,
    first: true,
  },
  { ecosystem: 'crates.io', program: /^cargo$/u, verbs: ['add', 'install', 'binstall'], valued: cargoValued },
  { ecosystem: 'rubygems', program: /^gem$/u, verbs: ['install', 'i'], valued: otherValued },
  { ecosystem: 'rubygems', program: /^bundle$/u, verbs: ['add'], valued: otherValued },
  {
    ecosystem: 'go',
    program: /^go$/u,
    verbs: ['get', 'install', 'run'],
    valued: /^-(?:ldflags|tags|o|gcflags|mod|modfile)$/u,
  },
  {
    ecosystem: 'packagist',
    program: /^composer$/u,
    verbs: ['require', 'global require', 'create-project'],
    valued: otherValued,
  },
  {
    ecosystem: 'nuget',
    program: /^dotnet$/u,
    verbs: ['add package', 'package add', 'tool install'],
    valued: otherValued,
  },
  { ecosystem: 'nuget', program: /^nuget$/u, verbs: ['install'], valued: otherValued },
];

/** Returns what a command would install, by name and by address. */
export function wantedBy({ program, args }: ObservedCommand): readonly Wanted[] {
  const [own, rest] = moduleOf(program, args) ?? [program, args];
  return tools
    .filter(tool => tool.program.test(own))
    .flatMap(tool => {
      const words = afterVerb(tool, rest);
      return words === undefined ? [] : [sort(tool, words)];
    });
}

/** `python -m pip install` is pip. */
function moduleOf(
  program: string,
  args: readonly string[],
): readonly [string, readonly string[]] | undefined {
  const at = args.indexOf('-m');
  const module = args[at + 1];
  return /^(?:python[\d.]*|py)$/u.test(program) && at >= 0 && module !== undefined
    ? [module, args.slice(at + 2)]
    : undefined;
}

function afterVerb({ verbs, valued, first }: Tool, args: readonly string[]): readonly string[] | undefined {
  const words = plainWords(args, valued, first === true && verbs.length === 0);
  if (verbs.length === 0) return words.slice(0, 1);
  for (const verb of verbs) {
    const parts = verb.split(' ');
    if (parts.every((part, at) => words[at] === part)) {
      const wanted = words.slice(parts.length);
      return first === true ? wanted.slice(0, 1) : wanted;
    }
  }
  return undefined;
}

/** Drops options and their values; what follows the package of a runner is its own affair. */
function plainWords(args: readonly string[], valued: RegExp, stopAtFirst: boolean): readonly string[] {
  const words: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    const named = /^(?:--package|-p|--from|--with)(?:=(.+))?$/u.exec(arg);
    if (stopAtFirst && named !== null) return [named[1] ?? args[at + 1] ?? ''];
    // Behind two hyphens even an option is a name.
    if (arg === '--') return [...words, ...args.slice(at + 1)];
    if (valued.test(arg)) at += 1;
    else if (!arg.startsWith('-')) words.push(arg);
    if (stopAtFirst && words.length > 0) break;
  }
  return words;
}

function sort({ ecosystem }: Tool, words: readonly string[]): Wanted {
  const addresses = words.filter(word => isAddress.test(word));
  const names = words
    .filter(word => !isAddress.test(word) && !isPlace.test(word) && !word.includes('\ufffc'))
    .map(word => nameIn(word, ecosystem))
    .filter(name => name !== '');
  return { ecosystem, names, addresses };
}

const isAddress =
  /^(?:[\w.-]+[ \t]*@[ \t]*)?(?:git\+|git:|ssh:|https?:|ftp:|git@|github:|gitlab:|bitbucket:|gist:)/u;
const isPlace =
  /^(?:\.{0,2}\/|\.{1,2}$|~|[a-z]:[\\/]|\$)|^(?:file|link|workspace|portal):|\.(?:whl|tgz|tar\.gz|zip|gem|nupkg)$|^\.\[/iu;

/** Is the name at the start of what is asked for; the rest is a version, an extra or a range. */
const nameForms: Readonly<Record<Ecosystem, RegExp>> = {
  npm: /^(?:@[^@/]+\/)?[^@/]+/u,
  pypi: /^[\p{L}\p{N}][\p{L}\p{N}._-]*/u,
  go: /^[^@\s]+\.[^@\s]+\/[^@\s]+/u,
  packagist: /^[^:\s/]+\/[^:\s/]+/u,
  maven: /^[^:\s]+:[^:\s]+/u,
  'crates.io': /^[^@:\s=<>~]+/u,
  rubygems: /^[^@:\s=<>~]+/u,
  nuget: /^[^@:\s=<>~]+/u,
  github_actions: /^[^@:\s=<>~]+/u,
};

/** Returns the name that a word asks a registry for. */
function nameIn(word: string, ecosystem: Ecosystem): string {
  const alias = ecosystem === 'npm' ? /^.+@npm:(.+)$/u.exec(word)?.[1] : undefined;
  return nameForms[ecosystem].exec(alias ?? word)?.[0] ?? '';
}
