/** Orders in other languages: the words of one stand together in whatever order a language puts them. Pure. */
import { foldWord } from '../words/fold.ts';
import { foreignWords } from '../words/languages.ts';
import { lexicon } from '../words/lexicon.ts';
import type { Word } from '../words/tokens.ts';
import type { Hit } from './judgement.ts';
import type { Indexed } from './shapes.ts';
import type { Setting } from './surfaces.ts';

const reach = 9;
const objects = ['ORDERS', 'RULES', 'CONTEXT'];

/** Returns the hit of a sentence that overrides instructions in another language. */
export function foreignOrder({ sentence, places }: Indexed, setting: Setting): Hit | undefined {
  if (setting === 'written' || !objects.some(name => places.has(name))) return undefined;
  for (const at of places.get('OVERRIDE') ?? []) {
    if (!isForeign(sentence.words, at)) continue;
    const weight = weightOf(name => isNear(places.get(name), at));
    if (weight > 0)
      return {
        id: 'override',
        said: 'tells its reader in another language to drop earlier instructions',
        weight: setting === 'hidden' ? weight * 1.2 : weight,
        start: sentence.start,
        end: sentence.end,
      };
  }
  return undefined;
}

const isNear = (places: readonly number[] | undefined, at: number): boolean =>
  places?.some(other => other !== at && Math.abs(other - at) <= reach) === true;

function weightOf(has: (name: string) => boolean): number {
  if (has('ORDERS') || has('RULES')) return has('PRIOR') || has('YOUR') || has('ALL') ? 4 : 2.6;
  return has('CONTEXT') && has('SAY') ? 3.6 : 0;
}

/** English has its own shapes; a word that both languages have counts when the instructions are foreign. */
const isForeign = (words: readonly Word[], at: number): boolean => {
  const text = words[at]?.text ?? '';
  return foreignOnly.has(text) || (text === 'ignore' && words.some(word => foreignOnly.has(word.text)));
};

const english = new Set(Object.values(lexicon).flatMap(words => words.split(/\s+/u)));
const foreignOnly = new Set(
  foreignWords
    .flatMap(([, word]) => [word, foldWord(word)])
    .filter(word => !english.has(word) && word.length > 1),
);
