/** Holds the names of popular packages, read once when first asked for. Data in rules/packages. */
import coded from '../../../rules/packages/popular.json' with { type: 'json' };
import more from '../../../rules/packages/more.json' with { type: 'json' };
import { lookOf, soundOf } from './distance.ts';

/** Lists the ecosystems whose names are looked at. */
export const ecosystems = [
  'npm',
  'pypi',
  'crates.io',
  'go',
  'rubygems',
  'packagist',
  'nuget',
  'maven',
  'github_actions',
] as const;
/** Names an ecosystem of packages. */
export type Ecosystem = (typeof ecosystems)[number];

/** Is a popular name; tier 0 is the 50 most used, then the first 200, 1,000, 5,000, and 4 the rest. */
export interface PopularName {
  readonly name: string;
  readonly tier: number;
  /** Which letters and digits it has, so that far names are passed over at once. */
  readonly mask: number;
}

/** Is what is known of an ecosystem's names; each part is made when it is first asked for. */
export interface PopularNames {
  readonly byName: ReadonlyMap<string, PopularName>;
  /** Names without scope by their length without separators. */
  readonly byLength: ReadonlyMap<number, readonly PopularName[]>;
  /** The first five thousand by how they look. */
  readonly byLook: ReadonlyMap<string, PopularName>;
  /** The first thousand by how they sound. */
  readonly bySound: ReadonlyMap<string, PopularName>;
  /** The first five thousand with their words in alphabetical order. */
  readonly byWords: ReadonlyMap<string, PopularName>;
  /** The first five thousand with each word in the singular. */
  readonly bySingular: ReadonlyMap<string, PopularName>;
  /** How many popular names each scope or owner has. */
  readonly scopes: ReadonlyMap<string, number>;
  /** Whether the list is long enough to say of a name that nobody knows it. */
  readonly isLong: boolean;
}

/** The last tier whose names are also kept by how they look, sound and so on. */
const lastWithKeys = 3;

const known = new Map<Ecosystem, PopularNames>();

/** Returns the popular names of an ecosystem. */
export function popularNames(ecosystem: Ecosystem): PopularNames {
  const found = known.get(ecosystem);
  if (found !== undefined) return found;
  const made = index(tiersOf(ecosystem));
  known.set(ecosystem, made);
  return made;
}

/** Names in rules/packages/more.json are known to everybody, or attacked more than their rank says: tier 1. */
const tierOfMore = 1;

/** Lists the names of each tier, the most used first. */
function tiersOf(ecosystem: Ecosystem): readonly (readonly string[])[] {
  const others = more[ecosystem].split(' ').map(name => plainName(name, ecosystem));
  if (ecosystem !== 'npm' && ecosystem !== 'pypi') return [[], others];
  return coded[ecosystem].map((names, tier) =>
    tier === tierOfMore ? [...others, ...names.split(' ')] : names.split(' '),
  );
}

let lexicon: string | undefined;

/** Tells whether popular packages of the long lists use a word in their names. */
export function isWordOfNames(word: string): boolean {
  // Few words are asked for: one search costs less than a set of all words.
  lexicon ??= `-${(['npm', 'pypi'] as const)
    .flatMap(each => coded[each])
    .join('-')
    .replace(/[ _./@]/gu, '-')}-`;
  return lexicon.includes(`-${word}-`);
}

/** Are what stands between the words of a name. */
export const separators = /[-_./@]+/u;

/** Writes a name as its registry compares it. */
export function plainName(name: string, ecosystem: Ecosystem): string {
  const lower = name.toLowerCase();
  if (ecosystem === 'pypi') return lower.replace(/[-_.]+/gu, '-');
  return ecosystem === 'crates.io' ? lower.replaceAll('_', '-') : lower;
}

/** Writes a name without separators. */
export const squashed = (name: string): string =>
  separators.test(name) ? name.replace(/[-_./@]+/gu, '') : name;

/** Writes the words of a name in alphabetical order. */
export const wordsOf = (name: string): string =>
  name
    .split(separators)
    .filter(word => word !== '')
    .toSorted()
    .join(' ');

/** Writes each word of a name in the singular. */
export const singularOf = (name: string): string => name.replace(/(?<=\w\w[^s\W])s(?=$|[-_./])/gu, '');

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

function index(tiers: readonly (readonly string[])[]): PopularNames {
  const byName = new Map<string, PopularName>();
  const byLength = new Map<number, PopularName[]>();
  const own: PopularName[] = [];
  for (const [tier, names] of tiers.entries())
    for (const name of names) {
      // The first that names a package says how popular it is.
      if (byName.has(name)) continue;
      const popular = { name, tier, mask: maskOf(name) };
      byName.set(name, popular);
      if (name.includes('/')) continue;
      if (tier <= lastWithKeys) own.push(popular);
      push(byLength, plainLength(name), popular);
    }
  const upTo = (last: number) => own.slice(0, endOf(own, last));
  const parts = {
    byLook: once(() => keyed(own, name => lookOf(squashed(name)))),
    bySound: once(() => keyed(upTo(2), name => soundOf(squashed(name)))),
    byWords: once(() => keyed(own, wordsOf)),
    bySingular: once(() => keyed(own, singularOf)),
    scopes: once(() => scopesOf(byName.keys())),
  };
  return {
    byName,
    byLength,
    isLong: byName.size > 1_000,
    get byLook() {
      return parts.byLook();
    },
    get bySound() {
      return parts.bySound();
    },
    get byWords() {
      return parts.byWords();
    },
    get bySingular() {
      return parts.bySingular();
    },
    get scopes() {
      return parts.scopes();
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** The lists are ordered by tier. */
function endOf(names: readonly PopularName[], last: number): number {
  const end = names.findIndex(({ tier }) => tier > last);
  return end < 0 ? names.length : end;
}

/** Of two names with one key, the more popular one counts. */
function keyed(
  names: readonly PopularName[],
  keyOf: (name: string) => string,
): ReadonlyMap<string, PopularName> {
  const map = new Map<string, PopularName>();
  for (const popular of names) {
    const key = keyOf(popular.name);
    if (!map.has(key)) map.set(key, popular);
  }
  return map;
}

function push(map: Map<number, PopularName[]>, length: number, popular: PopularName): void {
  const list = map.get(length);
  if (list === undefined) map.set(length, [popular]);
  else list.push(popular);
}

/** Returns the length of a name without separators. */
function plainLength(name: string): number {
  let length = 0;
  for (let at = 0; at < name.length; at += 1) {
    const code = name.charCodeAt(at);
    // Hyphen, full stop, slash, at sign, low line.
    if (code !== 45 && code !== 46 && code !== 47 && code !== 64 && code !== 95) length += 1;
  }
  return length;
}

function scopesOf(names: Iterable<string>): ReadonlyMap<string, number> {
  const scopes = new Map<string, number>();
  for (const name of names) {
    if (!name.includes('/')) continue;
    const owner = ownerOf(name);
    scopes.set(owner, (scopes.get(owner) ?? 0) + 1);
  }
  return scopes;
}

/** Returns the scope or owner of a name: all but its last part, or of a module the host and the first part. */
export function ownerOf(name: string): string {
  const end = name.indexOf('/');
  const host = name.slice(0, Math.max(0, end));
  return host.includes('.') ? `${host}/${name.slice(end + 1).split('/', 1)[0] ?? ''}` : host;
}
