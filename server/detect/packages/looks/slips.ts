/** Looks for slips of the keyboard, the ear and the eye. Pure. */
import { distance, lookOf, skeleton, slipOf, soundOf, unleet } from '../distance.ts';
import { isWordOfNames, maskOf, separators, singularOf, squashed } from '../popular.ts';
import type { PopularName, PopularNames } from '../popular.ts';
import { isOwned, resembles, type Look } from './look.ts';

/** Letters of another script, or digits for letters. */
export const disguised: Look = (name, names) => {
  const seen = skeleton(name);
  if (seen !== name) return resembles(names.byName.get(seen), 'letters of another script');
  if (isOwned(name)) return undefined;
  const read = unleet(name);
  if (read !== name && read.length >= 5 && names.byName.has(read))
    return resembles(names.byName.get(read), 'digits for letters');
  const plain = squashed(name);
  const popular = names.byLook.get(lookOf(plain));
  return popular === undefined || plain.length < 6 || onlyDigitsDiffer(plain, squashed(popular.name))
    ? undefined
    : resembles(popular, 'letters that look alike');
};

/** A slip of one letter; the shorter the name, the more popular the one that it resembles must be. */
export const mistyped: Look = (name, names) => {
  if (isOwned(name)) return undefined;
  // A key that is held is one slip, however long.
  const written = name.replace(/(.)\1{2,}/gu, '$1$1');
  const plain = squashed(written);
  return near(plain, names, {
    most: 1,
    last: 4,
    how: 'one letter',
    isMeant: popular => isSlip(written, plain, popular),
  });
};

/** A slip in a name that bears a `js` which the popular one may lack. */
export const mistypedStem: Look = (name, names, ecosystem) => {
  const stem = squashed(name).replace(/js$/u, '');
  if (ecosystem !== 'npm' || isOwned(name) || stem.length + 2 > squashed(name).length) return undefined;
  const found = near(stem, names, {
    most: 1,
    last: 2,
    how: 'one letter and an ending',
    isMeant: popular => stem.charAt(0) === popular.name.charAt(0) && isSlip(stem, stem, popular),
  });
  return found === undefined ? undefined : { ...found, sure: false };
};

function isSlip(name: string, plain: string, popular: PopularName): boolean {
  const { tier } = popular;
  const meant = squashed(popular.name);
  if (onlyDigitsDiffer(plain, meant)) return false;
  if (!isTypo(name, popular)) return false;
  const slip = slipOf(plain, meant);
  if (tier <= 3 && hasLetterForSeparator(name, popular.name)) return true;
  if (tier > 1 && isFront(slip, plain, meant)) return false;
  // Other separators besides are a second difference.
  const place = name.split(separators).length === popular.name.split(separators).length ? tier : tier + 1;
  return meant.length >= (leastLength[slip]?.[place] ?? 99);
}

/** A letter before a name, or another first letter, makes names of their own: grequests, rcolor. */
const isFront = (slip: string, plain: string, meant: string): boolean =>
  (slip === 'add' && plain.slice(1) === meant) || (slip === 'other' && plain.slice(1) === meant.slice(1));

/** A key beside the separator's: jsmsha3. */
function hasLetterForSeparator(name: string, meant: string): boolean {
  if (name.length !== meant.length || name.length < 7) return false;
  const at = Array.from(name).findIndex((letter, index) => letter !== meant.charAt(index));
  return separators.test(meant.charAt(at)) && name.slice(at + 1) === meant.slice(at + 1);
}

/** Is the length from which a slip counts, by the tier of the name that it resembles. */
const leastLength: Readonly<Record<string, readonly number[]>> = {
  swap: [4, 4, 5, 6, 7],
  repeat: [5, 5, 5, 6, 7],
  drop: [5, 5, 7, 8, 11],
  near: [5, 5, 7, 9, 12],
  add: [5, 6, 7, 9, 13],
  other: [5, 7, 7, 9, 13],
};

const onlyDigitsDiffer = (name: string, meant: string): boolean =>
  name.replace(/\d+/gu, '') === meant.replace(/\d+/gu, '');

/** A slip makes a word that is none. A word that other names use is another package of a family. */
function isTypo(name: string, { name: meant, tier }: PopularName): boolean {
  const words = meant.split(separators);
  const own = name.split(separators).filter(word => !words.includes(word));
  const least = tier <= 1 ? 3 : 4;
  return own.some(word => word.length >= least && !isWordOfNames(word));
}

/** One or many of what one of the most used packages names: hardly anybody names another package so. */
export const otherGrammar: Look = (name, names) => {
  if (isOwned(name)) return undefined;
  const popular = names.bySingular.get(singularOf(name));
  return popular === undefined || popular.name.length < (leastSingular[popular.tier] ?? 99)
    ? undefined
    : resembles(popular, 'one and many');
};

const leastSingular = [6, 7, 8, 12];

/** Is what is looked for near a name: how many letters away, down to which tier, and what else must hold. */
interface Wanted {
  readonly most: number;
  readonly last: number;
  readonly how: string;
  readonly isMeant: (popular: PopularName) => boolean;
}

/** Finds the most popular name that is wanted. */
function near(plain: string, names: PopularNames, { most, last, how, isMeant }: Wanted) {
  const mask = maskOf(plain);
  let best: PopularName | undefined;
  for (let length = plain.length - most; length <= plain.length + most; length += 1)
    for (const popular of names.byLength.get(length) ?? []) {
      // Each list is ordered by tier.
      if (popular.tier > last || (best !== undefined && popular.tier >= best.tier)) break;
      if (bits(popular.mask ^ mask) > most * 2) continue;
      if (distance(plain, squashed(popular.name), most) <= most && isMeant(popular)) best = popular;
    }
  return resembles(best, how, most === 1);
}

function bits(value: number): number {
  let count = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** Two slips in the name of one of the most used. */
export const mistypedTwice: Look = (name, names) => {
  if (isOwned(name) || name.length < 7) return undefined;
  const plain = squashed(name);
  const isMeant = (popular: PopularName) => {
    const meant = squashed(popular.name);
    return (
      meant.length >= (leastTwice[popular.tier] ?? 99) &&
      !onlyDigitsDiffer(plain, meant) &&
      isTypo(name, popular) &&
      differsInOneWord(name, popular.name)
    );
  };
  return near(plain, names, { most: 2, last: 2, how: 'two letters', isMeant });
};

/** Is the length from which two slips count, by tier. */
const leastTwice = [8, 8, 10];

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

/** A name that sounds like one of the first thousand. */
export const soundsLike: Look = (name, names) => {
  if (isOwned(name)) return undefined;
  const plain = squashed(name);
  const popular = names.bySound.get(soundOf(plain));
  if (popular === undefined || !isTypo(name, popular)) return undefined;
  const meant = squashed(popular.name);
  const isOne =
    meant.length >= 7 &&
    plain.charAt(0) === meant.charAt(0) &&
    Math.abs(plain.length - meant.length) <= 2 &&
    !onlyDigitsDiffer(plain, meant);
  return isOne ? resembles(popular, 'how it is spelt', false) : undefined;
};

/** Another number behind the name of a popular package that bears one. */
export const otherNumber: Look = (name, names) => {
  const [stem, number] = [name.replace(/\d+$/u, ''), /\d+$/u.exec(name)?.[0]];
  if (isOwned(name) || number === undefined || number.length > 1 || stem.length < 5) return undefined;
  // A version that is a word of its own makes a family.
  if (/[-_.]v?$/u.test(stem)) return undefined;
  const popular = digits.map(digit => names.byName.get(stem + digit)).find(each => (each?.tier ?? 9) <= 3);
  return resembles(popular, 'its number', false);
};

const digits: readonly string[] = ['2', '3', '4', '5', '6'];

/** A word of the name is a slip of a popular name: reqeusts-oauth. */
export const mistypedWord: Look = (name, names) => {
  if (isOwned(name)) return undefined;
  const words = name.split(separators);
  if (words.length < 2 || words.length > 4) return undefined;
  for (const word of words) {
    if (word.length < 6 || isWordOfNames(word)) continue;
    const found = near(word, names, {
      most: 1,
      last: 2,
      how: 'one letter in a word',
      isMeant: popular => isSlipOfWord(word, popular),
    });
    if (found !== undefined) return { ...found, sure: false };
  }
  return undefined;
};

function isSlipOfWord(word: string, { name, tier }: PopularName): boolean {
  const slip = slipOf(word, name);
  const last = slip === 'swap' || slip === 'repeat' ? 2 : slip === 'drop' || slip === 'near' ? 1 : -1;
  return !separators.test(name) && tier <= last && name.length >= 7 && !onlyDigitsDiffer(word, name);
}
