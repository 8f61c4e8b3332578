/** Looks words up as the classifier of wordings sees them: a word, its stem, and the concepts that it stands for. Pure. */
import table from '../../../../rules/injection/concepts.json' with { type: 'json' };
import { foldWord } from '../words/fold.ts';
import { classesOf } from '../words/vocabulary.ts';

/** Is a word as the classifier sees it; numbers are hashes. */
export interface Entry {
  readonly word: number;
  /** Its beginning, so that endings do not matter; 0 for short words. */
  readonly stem: number;
  /** The concepts that it stands for; at most four. */
  readonly concepts: readonly number[];
  /** What stands for it beside other words: its first concept, or the word itself. */
  readonly symbol: number;
  /** The first concept's name; '' when it has none. */
  readonly name: string;
  readonly denies: boolean;
  /** What it makes of a sentence that it opens; 0 when it may be anything. */
  readonly opening: number;
}

/** Mixes two numbers into one. */
export const mix = (a: number, b: number): number => {
  const product = Math.imul(a ^ (b + 0x9e3779b9 + (a << 6) + (a >>> 2)), 0x85ebca6b);
  return (product ^ (product >>> 13)) | 0;
};

/** Returns a number for a text: FNV-1a. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash | 0;
}

/** Says what a concept is, by its name. */
export const saidOf = (name: string): string => said.get(name) ?? '';

const said = new Map<string, string>();
const conceptsOf = new Map<string, string[]>();
for (const [name, { said: text, words }] of Object.entries(table)) {
  said.set(name, text);
  for (const word of words.split(' '))
    for (const form of new Set([word, foldWord(word)]))
      conceptsOf.set(form, [...(conceptsOf.get(form) ?? []), name]);
}

const known = new Map<string, Entry>();
const mostKnown = 30_000;

/** Looks a word up. */
export function entryOf(text: string): Entry {
  const found = known.get(text);
  if (found !== undefined) return found;
  if (known.size >= mostKnown) known.clear();
  const made = made0(/^[a-z\d_]+$/u.test(text) ? text : foldWord(text));
  known.set(text, made);
  return made;
}

function made0(word: string): Entry {
  const names = namesOf(word).slice(0, 4);
  const concepts = names.map(name => hashOf(`c:${name}`));
  const hash = hashOf(`w:${word}`);
  return {
    word: hash,
    stem: word.length > 5 ? hashOf(`p:${word.slice(0, 5)}`) : 0,
    concepts,
    symbol: concepts[0] ?? hash,
    name: names[0] ?? '',
    denies: names.includes('NOT'),
    opening: openingOf(word, names),
  };
}

/** Words that stand before what a sentence is about. */
const softeners = new Set(
  'and but so then now please kindly also just ok okay hey hi hello first next finally simply instead therefore however note important attention warning urgent by to as in on at for with after before'.split(
    ' ',
  ),
);
const kinds: Readonly<Record<string, string>> = {
  you: 'you your u ur yours youre',
  writer: 'i we our my me us',
  thing: 'the a an this that these those there it its each every all any some no',
  other: 'he she they his her their people users attackers developers someone somebody everyone nobody',
  condition: 'if when whenever unless once while until should',
  question: 'how what why which where who when can could would is are do does did will may might has have',
};
const kindOf = new Map(
  Object.entries(kinds).flatMap(([kind, words]) =>
    words.split(' ').map(word => [word, hashOf(`o:${kind}`)] as const),
  ),
);
const isAct = hashOf('o:act');

/** Tells by its first word that tells anything what a sentence is: an order, talk of somebody, a question. */
function openingOf(word: string, names: readonly string[]): number {
  if (softeners.has(word)) return 0;
  return (
    kindOf.get(word) ??
    (names.includes('AI') ? hashOf('o:reader') : names.length > 0 ? isAct : hashOf('o:word'))
  );
}

/** Own concepts first; else those of a form without its ending; else the classes that orders are told by. */
function namesOf(word: string): readonly string[] {
  const own = conceptsOf.get(word);
  if (own !== undefined) return own;
  for (const stem of stemsOf(word)) {
    const found = conceptsOf.get(stem);
    if (found !== undefined) return found;
  }
  return classesOf(word);
}

function stemsOf(word: string): readonly string[] {
  if (word.length < 4 || !/^[a-z]+$/u.test(word)) return [];
  const found: string[] = [];
  for (const [ending, instead] of endings)
    if (word.endsWith(ending)) {
      const stem = word.slice(0, -ending.length);
      if (stem.length < 3) continue;
      for (const tail of instead) found.push(stem + tail);
      if (/(.)\1$/u.test(stem)) found.push(stem.slice(0, -1));
    }
  return found;
}

const endings: readonly (readonly [string, readonly string[]])[] = [
  ['ies', ['y']],
  ['ied', ['y']],
  ['es', ['', 'e']],
  ['s', ['']],
  ['ing', ['', 'e']],
  ['ed', ['', 'e']],
  ['er', ['', 'e']],
  ['ly', ['']],
];
