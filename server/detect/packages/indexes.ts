/** Finds which index packages are taken from, in parsed commands and in the lines of manifests. Pure. */
import lists from '../../../rules/catalogue/lists.json' with { type: 'json' };
import type { ObservedCommand } from '../../pipeline/types.ts';
import { isHostOf, isInsecureUrl, isLoopback, urlParts } from '../settings/conditions/urls.ts';

/** Is an index that a command or a manifest names. */
export interface NamedIndex {
  readonly url: string;
  readonly start: number;
  readonly end: number;
  /** Whether its certificate is left unchecked. */
  readonly unchecked: boolean;
}

const wellKnown: readonly string[] = [
  ...lists.packageHosts,
  'rubygems.org',
  'sum.golang.org',
  'api.nuget.org',
  'packagist.org',
  'repo.packagist.org',
  'hex.pm',
  'conda.anaconda.org',
  'registry.npmmirror.com',
];

/** Says what is known of an index by its address. */
export function judgeIndex(url: string): 'known' | 'insecure' | 'unknown' {
  const parts = urlParts(url);
  if (parts === undefined || isLoopback(parts.host)) return 'known';
  if (isInsecureUrl(url)) return 'insecure';
  return isHostOf(parts.host, wellKnown) ? 'known' : 'unknown';
}

const installers =
  /^(?:pip|pip3|pipx|uv|uvx|poetry|pdm|pipenv|npm|pnpm|yarn|bun|npx|bunx|gem|bundle|cargo|go|dotnet|nuget|composer)$/u;
const indexOption =
  /^(?:-i|--index-url|--extra-index-url|--pypi-mirror|--index|--default-index|--find-links|-f|--registry|--source|-s|--clear-sources)(?:=(.*))?$/u;
const indexVariable =
  /^(?:PIP_(?:EXTRA_)?INDEX_URL|PIP_FIND_LINKS|UV_(?:EXTRA_)?INDEX(?:_URL)?|UV_DEFAULT_INDEX|npm_config_registry|YARN_(?:NPM_)?REGISTRY(?:_SERVER)?|YARN_NPM_REGISTRY_SERVER|BUN_CONFIG_REGISTRY|GOPROXY)$/iu;

/** Lists the indexes that one command names: by option, by variable, or by setting it for later. */
export function indexesInCommand(
  { program, args, env }: ObservedCommand,
  text: string,
): readonly NamedIndex[] {
  const urls = Object.entries(env).flatMap(([name, value]) =>
    indexVariable.test(name) ? value.split(/[\s,|]+/u) : [],
  );
  const own = ownProgram(program, args);
  if (own !== undefined) urls.push(...optionValues(own), ...setValues(own));
  const unchecked = args.some(arg => /^--trusted-host(?:=|$)/u.test(arg));
  return urls
    .filter(url => urlParts(url) !== undefined)
    .map(url => ({ url, unchecked, ...placeOf(url, text) }));
}

/** `python -m pip install` is pip. */
function ownProgram(program: string, args: readonly string[]): readonly string[] | undefined {
  if (installers.test(program)) return args;
  const module = args.indexOf('-m');
  return /^python[\d.]*$|^py$/u.test(program) && /^(?:pip|uv|pipenv|poetry)$/u.test(args[module + 1] ?? '')
    ? args.slice(module + 2)
    : undefined;
}

const optionValues = (args: readonly string[]): readonly string[] =>
  args.flatMap((arg, at) => {
    const option = indexOption.exec(arg);
    if (option === null) return [];
    return [option[1] ?? args[at + 1] ?? ''];
  });

const settingName = /(?:^|[.:])(?:registry|index-url|extra-index-url|npmRegistryServer)$/u;

/** `npm config set registry URL`, `pip config set global.index-url URL`, `poetry source add NAME URL`. */
function setValues(args: readonly string[]): readonly string[] {
  const line = args.join(' ');
  if (/^(?:poetry )?source add\b|^nuget add source\b/u.test(line))
    return args.filter(arg => urlParts(arg) !== undefined);
  if (!/^(?:config|c) (?:--?\S+ )*set\b/u.test(line)) return [];
  return args.flatMap((arg, at) => {
    const [name = '', ...value] = arg.split('=');
    if (!settingName.test(name)) return [];
    return [value.length > 0 ? value.join('=') : (args[at + 1] ?? '')];
  });
}

function placeOf(url: string, text: string): { readonly start: number; readonly end: number } {
  const start = text.indexOf(url);
  return start < 0 ? { start: 0, end: text.length } : { start, end: start + url.length };
}

/** Files of package managers that other rules judge key by key. */
const judgedElsewhere =
  /(?:^|\/)(?:\.npmrc|\.pnpmrc|\.yarnrc(?:\.ya?ml)?|\.?bunfig\.toml|pip(?:\.conf|\.ini)|package\.json)$/u;

const inAnyText =
  /(?:--(?:extra-)?index-url|--default-index|--pypi-mirror|--registry|\bPIP_(?:EXTRA_)?INDEX_URL|\bUV_INDEX_URL|\bnpm_config_registry|\bconfig set (?:-g |--global )?(?:registry|global\.index-url))["']?[ \t]*[= \t][ \t]*["']?(https?:\/\/[^\s"'`<>\\]{3,300})/giu;

/** Manifests that name an index by a key of their own. */
const manifests: readonly { readonly name: RegExp; readonly line: RegExp }[] = [
  {
    name: /(?:^|\/)requirements[^/]*\.(?:txt|in)$/u,
    line: /^(?:-i|-f|--find-links)[ \t=]+(https?:\/\/\S{3,300})/gmu,
  },
  {
    name: /(?:^|\/)uv\.toml$/u,
    line: /^(?:index-url|default-index|find-links|url)[ \t]*=[ \t]*\[?[ \t]*"(https?:\/\/[^"\s]{3,300})"/gmu,
  },
  {
    name: /(?:^|\/)(?:uv|pyproject)\.toml$/u,
    line: /^(?:extra-index-url|find-links)[ \t]*=[ \t]*\[[^\]]{0,300}?"(https?:\/\/[^"\s]{3,300})"/gmu,
  },
  {
    name: /(?:^|\/)\.?cargo\/config(?:\.toml)?$/u,
    // A further registry under a name of its own takes nothing from the usual one; a source can stand in for it.
    line: /^registry[ \t]*=[ \t]*"(?:sparse\+)?(https?:\/\/[^"\s]{3,300})"/gmu,
  },
  {
    name: /(?:^|\/)nuget\.config$/u,
    line: /<add[ \t][^>\n]{0,200}\bvalue="(https?:\/\/[^"\s]{3,300})"/gmu,
  },
  {
    name: /(?:^|\/)composer\.json$/u,
    line: /"type"[ \t]*:[ \t]*"composer"[^{}]{0,200}?"url"[ \t]*:[ \t]*"(https?:\/\/[^"\s]{3,300})"/gu,
  },
  { name: /(?:^|\/)pipfile$/u, line: /^url[ \t]*=[ \t]*"(https?:\/\/[^"\s]{3,300})"/gmu },
  { name: /(?:^|\/)gemfile$/u, line: /^[ \t]*source[ \t(]+["'](https?:\/\/[^"'\s]{3,300})["']/gmu },
  {
    name: /(?:^|\/)pyproject\.toml$/u,
    line: /^\[\[tool\.(?:uv\.index|poetry\.source|pdm\.source)\]\][^[]{0,300}?^url[ \t]*=[ \t]*"(https?:\/\/[^"\s]{3,300})"/gmu,
  },
];

/** Lists the indexes that a file names. */
export function indexesInText(text: string, name: string): readonly NamedIndex[] {
  if (judgedElsewhere.test(name)) return [];
  const unchecked = text.includes('--trusted-host');
  const shapes = [inAnyText, ...manifests.filter(each => each.name.test(name)).map(({ line }) => line)];
  return shapes.flatMap(shape =>
    Array.from(text.matchAll(shape), match => {
      const url = match[1] ?? '';
      const start = match.index + match[0].lastIndexOf(url);
      return { url, start, end: start + url.length, unchecked };
    }),
  );
}
