/** Which files and folders below a root the sentinel watches, compiled from globs. Pure. */

/** Answers for paths relative to a root, with `/` separators, in any case and disguise. */
export interface WatchList {
  /** Identifies the list: another one may protect files that were never looked at before. */
  readonly version: string;
  /** Tells whether a file is protected. */
  protects(file: string): boolean;
  /** Tells whether a folder is there for protected files, by its name. */
  leads(folder: string): boolean;
  /** Tells whether to look into a folder at all: every one but dependencies, build output and version stores. */
  enters(folder: string): boolean;
}

/** Version stores write their own files all the time; only what makes them run something is protected. */
const versionStores = /(?:^|\/)\.(?:git|hg|svn|jj|sl)\//;
// The bulk of a git store, which `.git/modules/*/*` would let in.
const innards = /(?:^|\/)\.git\/(?:.*\/)?(?:objects|refs|logs|lfs)(?:\/|$)/;
const tooWide = /^\*\*\/\.(?:git\/(?:modules|worktrees|objects)|hg|svn|jj|sl)\//;

const always = [
  '**/.vscode/*.json',
  '**/.vscode/*.jsonc',
  '**/*.code-workspace',
  '**/.mcp.json',
  '**/mcp.json',
  '**/.github/hooks/**',
  '**/.github/copilot/*.json',
  '**/.claude/*.json',
  '**/.cursor/*.json',
  '**/.gemini/*.json',
  '**/.qwen/*.json',
  '**/.zed/*.json',
  '**/.git/config',
  '**/.git/config.worktree',
  '**/.git/hooks/*',
  '**/.git/info/attributes',
  '**/.git/commondir',
  '**/.git/modules/*/config',
  '**/.git/modules/*/hooks/*',
  '**/.git/modules/*/*/config',
  '**/.git/modules/*/*/hooks/*',
  '**/.git/worktrees/*/config.worktree',
  '**/.hg/hgrc',
  '**/.jj/repo/config.toml',
  '**/.sl/config',
];

const skipped = new Set(
  (
    'node_modules bower_components jspm_packages .git .hg .svn .jj .sl .venv venv __pycache__ .tox .mypy_cache ' +
    '.pytest_cache .gradle target dist build out .next .nuxt .turbo .cache coverage vendor .terraform worktrees'
  ).split(' '),
);

/** Compiles globs, to which the files that a sentinel must always hold are added. */
export function compileWatchList(globs: readonly string[]): WatchList {
  const all = [...new Set([...globs.filter(glob => !tooWide.test(glob)), ...always])].map(glob => fold(glob));
  const files = union(all.map(filePattern));
  const folders = union([...new Set(all.flatMap(folderPatterns))]);
  const leads = (folder: string): boolean => folders.test(fold(folder)) && !innards.test(fold(folder));
  return {
    version: all.sort().join('\n'),
    protects: file => files.test(fold(file)),
    leads,
    enters: folder => leads(folder) || (!versionStores.test(fold(folder)) && !skipped.has(nameOf(folder))),
  };
}

const nameOf = (path: string): string => fold(path).slice(fold(path).lastIndexOf('/') + 1);

/** Folds what file systems fold: case, compatibility forms, trailing dots and blanks, streams. */
export function fold(path: string): string {
  return path
    .normalize('NFKC')
    .toLowerCase()
    .split('/')
    .map(segment => (/^[. ]+$/.test(segment) ? segment : segment.replace(/[. ]+$|::\$data$/g, '')))
    .join('/');
}

const union = (patterns: readonly string[]): RegExp => new RegExp(`^(?:.*/)?(?:${patterns.join('|')})$`, 's');
const segmentsOf = (glob: string): readonly string[] => glob.replace(/^\*\*\//, '').split('/');
const escape = (text: string): string => text.replace(/[.+^${}()|[\]\\]/g, '\\$&');
const segmentPattern = (segment: string): string =>
  escape(segment).replace(/\*+/g, '[^/]*').replace(/\?/g, '[^/]');

function filePattern(glob: string): string {
  const segments = segmentsOf(glob);
  return segments
    .map((segment, index) => {
      const last = index === segments.length - 1;
      if (segment === '**') return last ? '.+' : '(?:.*/)?';
      return segmentPattern(segment) + (last ? '' : '/');
    })
    .join('');
}

function folderPatterns(glob: string): readonly string[] {
  const segments = segmentsOf(glob);
  const wild = segments.indexOf('**');
  const named = wild === -1 ? segments.slice(0, -1) : segments.slice(0, wild);
  const prefixes = named.map((_, index) =>
    named
      .slice(0, index + 1)
      .map(segmentPattern)
      .join('/'),
  );
  return wild > 0 ? [...prefixes, `${prefixes.at(-1)}/.*`] : prefixes;
}
