/** Cuts a text into sentences of words. Pure, and linear in its size. */
import { foldWord } from './fold.ts';
import { spaceless, termsIn } from './languages.ts';
import { kindOfName } from './names.ts';

/** Is one word; offsets are UTF-16 units. */
export interface Word {
  /** As it is compared: small, without marks. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Whether a comma, a colon, a bracket or the like stands before it. */
  readonly opensClause: boolean;
}

/** Is what stands between two full stops. */
export interface Sentence {
  readonly words: readonly Word[];
  readonly start: number;
  readonly end: number;
  /** Whether a question mark ends it. */
  readonly asks: boolean;
}

/** Longer sentences are cut, so that work on one is bounded. */
const mostWords = 80;
/** No word that means something is longer. */
const longestWord = 40;

const word =
  /(?:https?|ftp|wss?):\/\/[^\s"'<>`)\]}]{1,400}|[\w.+-]{1,64}@[\w-]{1,64}\.[a-z]{2,12}\b|[~.$%]{0,2}[\w-]{0,40}(?:[./\\][\w~@-]{1,60}){1,12}|[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{Cf}'’\u115f\u1160\u2800\u3164\uffa0]*/gu;
const ends = /[.!?。！？\n\r\u2028;]/u;
/** Most words are no more than letters. */
const plain = /^[A-Za-z]+$/;
const partsClause = /[,:()[\]{}<>"“”‘«»`*#|>\-–—/\\=~]/u;

/** Lists the sentences of a text. */
export function sentencesOf(text: string): readonly Sentence[] {
  const sentences: Sentence[] = [];
  let words: Word[] = [];
  let last = 0;
  const finish = (asks: boolean): void => {
    const [first] = words;
    const final = words.at(-1);
    if (first !== undefined && final !== undefined)
      sentences.push({ words, start: first.start, end: final.end, asks });
    words = [];
  };
  for (const match of text.matchAll(word)) {
    const start = match.index;
    const gap = start - last <= 1 ? text.slice(last, start) : text.slice(last, last + 200);
    const [found] = match;
    if (words.length >= mostWords || (gap !== ' ' && endsSentence(gap, found)))
      finish(gap.includes('?') || gap.includes('？'));
    const opensClause = words.length === 0 || (gap !== ' ' && partsClause.test(gap));
    for (const part of wordsIn(found, start, opensClause)) {
      if (words.length >= mostWords) finish(false);
      words.push(isGoEnv(part, words.at(-1)) ? { ...part, text: 'goenv' } : part);
    }
    last = start + match[0].length;
  }
  finish(/^\s*[?？]/u.test(text.slice(last, last + 20)));
  return sentences;
}

/** `go env GOPATH` tells where Go keeps its things, and nothing that is secret. */
const isGoEnv = (word: Word, before: Word | undefined): boolean =>
  word.text === 'env' && before?.text === 'go' && word.start === before.end + 1;

/**
 * A full stop inside of a name such as `AGENTS.md` or `1.2` ends nothing. The end of a line does, unless the line is filled:
 * then what follows goes on with a small letter.
 */
function endsSentence(gap: string, next: string): boolean {
  if (gap.includes('\n') && /^\p{Lu}/u.test(next)) return true;
  if (gap.length <= 1) return gap !== '' && gap !== '.' && gap !== '\n' && ends.test(gap);
  if (gap === '\r\n') return false;
  return (
    /[!?。！？;]/u.test(gap) || /\.[\s"'”’)\]*_`]/u.test(gap) || /\n[^\S\n]*(?:[\n\-*+>#|]|\d)/u.test(gap)
  );
}

/** A row of characters of a script without spaces is cut into those that mean something to us. */
function wordsIn(text: string, start: number, opensClause: boolean): readonly Word[] {
  if (plain.test(text))
    return text.length > longestWord
      ? []
      : [{ text: text.toLowerCase(), start, end: start + text.length, opensClause }];
  if (spaceless.test(text))
    return termsIn(text).map(({ term, at }) => ({
      text: term,
      start: start + at,
      end: start + at + term.length,
      opensClause,
    }));
  if (/[./\\@]/u.test(text)) return nameIn(text, start, opensClause);
  if (text.length > longestWord) return [];
  return withEnding(foldWord(text)).map((part, at) => ({
    text: part,
    start,
    end: start + text.length,
    opensClause: opensClause && at === 0,
  }));
}

const endings: Readonly<Record<string, string>> = { re: 'are', ve: 'have', ll: 'will', m: 'am' };

/** `You're` is two words; the ending of a possessive says nothing. */
function withEnding(word: string): readonly string[] {
  const [, stem = '', ending = ''] = /^([a-z]{1,12})'(re|ve|ll|m|s|d)$/u.exec(word) ?? [];
  if (stem === '') return [word];
  const long = ending === 's' && /^(?:what|that|it|who|here|there)$/u.test(stem) ? 'is' : endings[ending];
  return long === undefined ? [stem] : [stem, long];
}

/** A name of a place is one word that says what it names; what only looks like one is read word by word. */
function nameIn(text: string, start: number, opensClause: boolean): readonly Word[] {
  const kind = kindOfName(text);
  if (kind !== undefined) return [{ text: kind, start, end: start + text.length, opensClause }];
  return Array.from(text.matchAll(/[A-Za-z\d]+/gu), (part, at) => ({
    text: foldWord(part[0]),
    start: start + part.index,
    end: start + part.index + part[0].length,
    // A full stop without a space behind it may end a sentence.
    opensClause: at === 0 ? opensClause : text.charAt(part.index - 1) === '.',
  }));
}
