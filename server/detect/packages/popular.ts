/** Holds the names of popular packages, read once when first asked for. Data in rules/packages. */
import coded from '../../../rules/packages/popular.json' with { type: 'json' };
import more from '../../../rules/packages/more.json' with { type: 'json' };

/** Lists the ecosystems whose names are looked at. */
export const ecosystems = [
  'npm',
  'pypi',
  'crates.io',
  'go',
  'rubygems',
  'packagist',
  'nuget',
  'github_actions',
] as const;
/** Names an ecosystem of packages. */
export type Ecosystem = (typeof ecosystems)[number];

/** Is a popular name; tier 0 is the 200 most used, 1 the first thousand, 2 the first five thousand, 3 the rest. */
export interface PopularName {
  readonly name: string;
  readonly tier: number;
  /** Which letters and digits it has, one bit each, so that far names are passed over at once. */
  readonly mask: number;
}

/** Is a popular name by its stem. */
export interface PopularStem extends PopularName {
  readonly target: string;
}

/** Is what is known of an ecosystem's names. */
export interface PopularNames {
  readonly byName: ReadonlyMap<string, PopularName>;
  /** The first thousand, without separators and scope. */
  readonly bySquashed: ReadonlyMap<string, PopularName>;
  /** The most used, with their words in alphabetical order. */
  readonly byWords: ReadonlyMap<string, PopularName>;
  readonly byLength: ReadonlyMap<number, readonly PopularName[]>;
  /** Names of the first five thousand without `js` at their end, by length. */
  readonly stems: ReadonlyMap<number, readonly PopularStem[]>;
  readonly scopes: ReadonlySet<string>;
  /** Whether the list is long enough to say of a name that nobody knows it. */
  readonly isLong: boolean;
}

const known = new Map<Ecosystem, PopularNames>();

/** Returns the popular names of an ecosystem. */
export function popularNames(ecosystem: Ecosystem): PopularNames {
  const found = known.get(ecosystem);
  if (found !== undefined) return found;
  const made = index(listed(ecosystem));
  known.set(ecosystem, made);
  return made;
}

function listed(ecosystem: Ecosystem): readonly PopularName[] {
  const tiers = ecosystem === 'npm' || ecosystem === 'pypi' ? coded[ecosystem].map(frontDecoded) : [];
  const others = ecosystem === 'npm' ? [] : more[ecosystem].split(' ');
  // The first that names a package says how popular it is: projects that everybody knows come before the lists.
  return [others, ...tiers].flatMap((names, at) =>
    names.map(raw => {
      const name = plainName(raw, ecosystem);
      return { name, tier: Math.max(0, at - 1), mask: maskOf(name) };
    }),
  );
}

let lexicon: ReadonlySet<string> | undefined;

/** Tells whether popular packages of any ecosystem use a word in their names. */
export function isWordOfNames(word: string): boolean {
  lexicon ??= new Set(ecosystems.flatMap(each => listed(each).flatMap(({ name }) => name.split(separators))));
  return lexicon.has(word);
}

/** Are what stands between the words of a name. */
export const separators = /[-_./@]+/u;

/** Reads names that are each written as what they share with the one before, in base 36, and the rest. */
function frontDecoded(text: string): readonly string[] {
  let before = '';
  return text.split(' ').map(part => {
    before = before.slice(0, Number.parseInt(part.charAt(0), 36)) + part.slice(1);
    return before;
  });
}

/** Writes a name as its registry compares it. */
export function plainName(name: string, ecosystem: Ecosystem): string {
  const lower = name.toLowerCase();
  if (ecosystem === 'pypi') return lower.replace(/[-_.]+/gu, '-');
  return ecosystem === 'crates.io' ? lower.replaceAll('_', '-') : lower;
}

/** Writes a name without separators. */
export const squashed = (name: string): string => name.replace(/[-_./@]+/gu, '');

/** Writes a name without `js` at its end. */
export const stemOf = (name: string): string => name.replace(/(?<=.{4})[-.]?js$/u, '');

/** Writes the words of a name in alphabetical order. */
export const wordsOf = (name: string): string =>
  name
    .split(separators)
    .filter(word => word !== '')
    .toSorted()
    .join(' ');

/** Returns which letters and digits a name has. */
export function maskOf(name: string): number {
  let mask = 0;
  for (let at = 0; at < name.length; at += 1) {
    const code = name.charCodeAt(at);
    if (code >= 97 && code <= 122) mask |= 1 << (code - 97);
    else if (code >= 48 && code <= 57) mask |= 1 << (26 + (code % 5));
  }
  return mask;
}

function index(names: readonly PopularName[]): PopularNames {
  const byName = new Map<string, PopularName>();
  const bySquashed = new Map<string, PopularName>();
  const byWords = new Map<string, PopularName>();
  const byLength = new Map<number, PopularName[]>();
  const stems = new Map<number, PopularStem[]>();
  const scopes = new Set<string>();
  for (const popular of names) {
    const { name } = popular;
    if (byName.has(name)) continue;
    byName.set(name, popular);
    // The lists are ordered by tier: of two names that look alike, the more popular one counts.
    if (popular.tier <= 1) addFirst(bySquashed, squashed(name), popular);
    if (popular.tier === 0) addFirst(byWords, wordsOf(name), popular);
    push(byLength, name.length, popular);
    const stem = stemOf(name);
    if (popular.tier <= 2 && !name.startsWith('@'))
      push(stems, stem.length, { ...popular, name: stem, target: name, mask: maskOf(stem) });
    const [scope, rest] = name.split('/');
    if (scope !== undefined && rest !== undefined) scopes.add(scope);
  }
  return { byName, bySquashed, byWords, byLength, stems, scopes, isLong: names.length > 1_000 };
}

function addFirst<T>(map: Map<string, T>, key: string, value: T): void {
  if (!map.has(key)) map.set(key, value);
}

function push<T>(map: Map<number, T[]>, key: number, value: T): void {
  const list = map.get(key) ?? [];
  map.set(key, list);
  list.push(value);
}
