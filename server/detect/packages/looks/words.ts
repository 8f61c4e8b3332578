/** Looks at the words of a name: other separators, another order. Pure. */
import { maskOf, squashed, wordsOf } from '../popular.ts';
import { isOwned, resembles, type Look } from './look.ts';

/** The same letters with other separators. */
export const separated: Look = (name, names) => {
  if (isOwned(name)) return undefined;
  const plain = squashed(name);
  const mask = maskOf(plain);
  const popular = names.byLength
    .get(plain.length)
    ?.find(each => each.mask === mask && squashed(each.name) === plain);
  return popular === undefined || plain.length < (leastPlain[popular.tier] ?? 99)
    ? undefined
    : resembles(popular, 'other separators', popular.tier <= 2);
};

/** Is the length from which separators alone make no other name, by tier. */
const leastPlain = [5, 6, 6, 8, 10];

/** The same words in another order. */
export const reordered: Look = (name, names) => {
  if (isOwned(name)) return undefined;
  const popular = names.byWords.get(wordsOf(name));
  return resembles(popular, 'its words in another order', false);
};
