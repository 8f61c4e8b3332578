/** Looks words up: by what they are, and by what they are in disguise. Pure; built once. */
import { foldWord } from './fold.ts';
import { foreignWords } from './languages.ts';
import { lexicon, telling, type WordClass } from './lexicon.ts';

const classes = new Map<string, readonly WordClass[]>();

const addWord = (word: string, name: WordClass): void => {
  const known = classes.get(word) ?? [];
  if (!known.includes(name)) classes.set(word, [...known, name]);
};

for (const [name, words] of Object.entries(lexicon))
  for (const word of words.split(/\s+/u)) addWord(word, name as WordClass);
for (const [name, word] of foreignWords) {
  addWord(word, name);
  addWord(foldWord(word), name);
}

const none: readonly WordClass[] = [];

/** What has been looked up; texts say the same words again and again. */
const lookedUp = new Map<string, readonly WordClass[]>();
const mostLookedUp = 20_000;

/** Lists the classes of a folded word. */
export function classesOf(word: string): readonly WordClass[] {
  const known = lookedUp.get(word);
  if (known !== undefined) return known;
  if (lookedUp.size >= mostLookedUp) lookedUp.clear();
  const found = classes.get(word) ?? disguisedClasses(word);
  lookedUp.set(word, found);
  return found;
}

function disguisedClasses(word: string): readonly WordClass[] {
  if (word.length < 5 || word.length > 16) return none;
  const plain = jumbled.get(jumbleOf(word)) ?? (/\d/u.test(word) ? fromDigits(word) : undefined);
  return plain === undefined ? none : (classes.get(plain) ?? none);
}

/** Words keep their look when letters within them change places or one is doubled, and models read them all the same. */
const jumbleOf = (word: string): string =>
  word.charAt(0) + [...new Set(word.slice(1, -1))].toSorted().join('') + word.slice(-1);

/** Lists the words that orders turn on, in English. */
export const tellingWords: readonly string[] = [
  ...new Set(telling.flatMap(name => lexicon[name].split(/\s+/u)).filter(word => word.length >= 6)),
];

const jumbled: ReadonlyMap<string, string> = new Map(
  tellingWords.filter(word => word.length >= 6).map(word => [jumbleOf(word), word]),
);

const digits: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '9': 'g',
};

/** Reads digits as the letters that they look like; '1' may be two letters. */
function fromDigits(word: string): string | undefined {
  if (!/[a-z]/u.test(word) && word.length < 6) return undefined;
  const read = word.replaceAll(/\d/gu, digit => digits[digit] ?? digit);
  if (classes.has(read)) return read;
  const other = word.replaceAll('1', 'l').replaceAll(/\d/gu, digit => digits[digit] ?? digit);
  return classes.has(other) ? other : undefined;
}
