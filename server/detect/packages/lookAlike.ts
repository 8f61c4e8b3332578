/** Tells names that look like a popular package's from other names. Pure. */
import { distance, skeleton, slipOf, unleet } from './distance.ts';
import {
  isWordOfNames,
  maskOf,
  plainName,
  popularNames,
  separators,
  squashed,
  stemOf,
  wordsOf,
} from './popular.ts';
import type { Ecosystem, PopularName, PopularNames } from './popular.ts';

/** Is what is known of a name. */
export type NameJudgement =
  | { readonly kind: 'known' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'look-alike'; readonly target: string; readonly how: string; readonly sure: boolean };

/** Several rules ask about the same names. */
const judged = new Map<string, NameJudgement>();
const mostJudged = 2_000;

/** Judges a name by the popular ones of its ecosystem. */
export function judgeName(raw: string, ecosystem: Ecosystem): NameJudgement {
  const key = `${ecosystem} ${raw}`;
  const answer = judged.get(key) ?? judge(raw.slice(0, 214), ecosystem);
  if (judged.size >= mostJudged) judged.clear();
  judged.set(key, answer);
  return answer;
}

function judge(raw: string, ecosystem: Ecosystem): NameJudgement {
  const name = plainName(raw, ecosystem);
  const names = popularNames(ecosystem);
  if (names.byName.has(name)) return { kind: 'known' };
  for (const look of looks) {
    const found = look(name, names, ecosystem);
    if (found !== undefined)
      return { kind: 'look-alike', target: found.target, how: found.how, sure: found.sure };
  }
  return { kind: 'unknown' };
}

interface Found {
  readonly target: string;
  readonly how: string;
  readonly sure: boolean;
}

type Look = (name: string, names: PopularNames, ecosystem: Ecosystem) => Found | undefined;

const found = (popular: PopularName | undefined, how: string, sure = true): Found | undefined =>
  popular === undefined ? undefined : { target: popular.name, how, sure };

/** Letters of another script, or digits for letters. */
const disguised: Look = (name, names) => {
  const seen = skeleton(name);
  if (seen !== name) return found(names.byName.get(seen), 'letters of another script');
  const read = unleet(name);
  return read !== name && read.length >= 5 ? found(names.byName.get(read), 'digits for letters') : undefined;
};

/** The same letters with other separators. */
const separated: Look = (name, names) => {
  const plain = squashed(name);
  const popular = names.bySquashed.get(plain);
  if (popular === undefined || plain.length < 7 || popular.tier > 1) return undefined;
  // A scope of one's own is not another separator.
  return name.startsWith('@') || popular.name.startsWith('@')
    ? undefined
    : found(popular, 'other separators');
};

/** The same words in another order. */
const reordered: Look = (name, names) => {
  const popular = names.byWords.get(wordsOf(name));
  return popular === undefined || popular.tier > 0 || popular.name.startsWith('@') || name.startsWith('@')
    ? undefined
    : found(popular, 'its words in another order', false);
};

/** A slip of one letter; the shorter the name, the more popular the one that it resembles must be. */
const mistyped: Look = (name, names) => {
  if (name.startsWith('@')) return undefined;
  const near = nearest(name, names.byLength, 1);
  if (near === undefined || !(isTypo(name, near.name) || isOtherNumber(name, near))) return undefined;
  const slip = slipOf(name, near.name);
  // A letter before a name, or another first letter, makes names of their own: grequests, rcolor.
  if (
    (slip === 'add' && name.slice(1) === near.name) ||
    (slip === 'other' && name.slice(1) === near.name.slice(1))
  )
    return undefined;
  const least = leastLength[slip]?.[near.tier] ?? 99;
  return near.name.length < least ? undefined : found(near, 'one letter');
};

/** Is the length from which a slip counts, by the popularity of the name that it resembles. */
const leastLength: Readonly<Record<string, readonly number[]>> = {
  swap: [5, 5, 6, 8],
  repeat: [5, 6, 7, 9],
  drop: [5, 7, 9, 11],
  near: [5, 7, 9, 11],
  add: [5, 8, 10, 14],
  other: [5, 8, 10, 14],
};

/**
 * A slip makes a word that is none. A word that other names use is another package of a family, and another digit
 * another version.
 */
function isTypo(name: string, meant: string): boolean {
  if (name.replace(/\d+/gu, '') === meant.replace(/\d+/gu, '')) return false;
  const words = meant.split(separators);
  const own = name.split(separators).filter(word => !words.includes(word));
  return own.some(word => word.length >= 4 && !isWordOfNames(word));
}

/** One more or less than one of the most used packages: hardly anybody names another package so. */
const isOtherNumber = (name: string, { name: meant, tier }: PopularName): boolean =>
  tier === 0 && meant.length >= 7 && (`${name}s` === meant || `${meant}s` === name);

/** The name of one of the most used packages without its number. */
const unnumbered: Look = (name, names) => {
  const popular = ['2', '3', '4']
    .map(digit => names.byName.get(name + digit))
    .find(each => (each?.tier ?? 9) <= 1);
  return name.length < 5 ? undefined : found(popular, 'its number', false);
};

/** A slip in a name that bears a `js` which the popular one may lack. */
const mistypedStem: Look = (name, names) => {
  const stem = stemOf(name);
  if (stem === name || stem.length < 5 || name.startsWith('@')) return undefined;
  const near = nearest(stem, names.stems, 1);
  if (near === undefined || !isTypo(stem, near.name) || stem.charAt(0) !== near.name.charAt(0))
    return undefined;
  return found({ ...near, name: near.target }, 'one letter', false);
};

/** Two slips in a long name. */
const mistypedTwice: Look = (name, names) => {
  if (name.length < 6 || name.startsWith('@')) return undefined;
  const near = nearest(name, names.byLength, 2);
  if (near === undefined || near.tier > (name.length < 10 ? 0 : 1) || near.name.length < 8) return undefined;
  return isTypo(name, near.name) && differsInOneWord(name, near.name)
    ? found(near, 'two letters', false)
    : undefined;
};

/** Two words that differ are another name, and so is one that begins otherwise; a short one is no slip of another. */
function differsInOneWord(name: string, meant: string): boolean {
  const [own, other] = [name.split(separators), meant.split(separators)];
  const at = own.findIndex((word, index) => word !== other[index]);
  const [word = '', instead = ''] = [own[at], other[at]];
  return (
    own.length === other.length &&
    own.slice(at + 1).join() === other.slice(at + 1).join() &&
    word.length >= 6 &&
    word.slice(0, 2) === instead.slice(0, 2)
  );
}

function nearest<T extends PopularName>(
  name: string,
  byLength: ReadonlyMap<number, readonly T[]>,
  most: number,
): T | undefined {
  const mask = maskOf(name);
  let best: T | undefined;
  for (let length = name.length - most; length <= name.length + most; length += 1)
    for (const popular of byLength.get(length) ?? []) {
      if (popular.name.startsWith('@') || bits(popular.mask ^ mask) > most * 2) continue;
      if (best !== undefined && popular.tier >= best.tier) continue;
      if (distance(name, popular.name, most) <= most) best = popular;
    }
  return best;
}

function bits(value: number): number {
  let count = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** A popular name with an ending that says no more than the name does. */
const dressed: Look = (name, names, ecosystem) => {
  const bare = /^(.{5,}?)(?:[-.]?js|[-.]node|-npm|-official|-original|-latest|-real)$/u.exec(name)?.[1];
  if (ecosystem !== 'npm' || bare === undefined || name.startsWith('@')) return undefined;
  const popular = names.byName.get(bare);
  return popular === undefined || popular.tier > 2 ? undefined : found(popular, 'an ending', false);
};

/** A scope or owner that is one letter from a popular one. */
const otherOwner: Look = (name, names) => {
  const [scope = '', ...rest] = name.split('/');
  if (rest.length === 0 || names.scopes.has(scope)) return undefined;
  const near = [...names.scopes].find(each => each.length >= 5 && distance(each, scope, 1) === 1);
  const target = near === undefined ? undefined : names.byName.get([near, ...rest].join('/'));
  return found(target, 'the name of its owner');
};

const looks: readonly Look[] = [
  disguised,
  separated,
  mistyped,
  unnumbered,
  dressed,
  mistypedStem,
  reordered,
  mistypedTwice,
  otherOwner,
];
