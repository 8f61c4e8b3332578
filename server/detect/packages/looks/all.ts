/** Lists the looks, surest first. */
import { dressed, joined, optionLike, unnumbered } from './dress.ts';
import type { Look } from './look.ts';
import { otherOwner } from './owners.ts';
import {
  disguised,
  mistyped,
  mistypedStem,
  mistypedTwice,
  mistypedWord,
  otherGrammar,
  otherNumber,
  soundsLike,
} from './slips.ts';
import { reordered, separated } from './words.ts';

/** Are all looks. */
export const looks: readonly Look[] = [
  optionLike,
  disguised,
  separated,
  otherGrammar,
  mistyped,
  otherNumber,
  unnumbered,
  dressed,
  mistypedStem,
  soundsLike,
  mistypedTwice,
  mistypedWord,
  reordered,
  joined,
  otherOwner,
];
