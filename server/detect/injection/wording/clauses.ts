/** Cuts a text into sentences of words for the classifier, in one pass. Pure, linear. */
import { kindOfName } from '../words/names.ts';
import { entryOf, type Entry } from './lookup.ts';

/** Is a word at its place. */
export interface Token {
  readonly entry: Entry;
  readonly start: number;
  readonly end: number;
  /** Whether it stands in quotation marks or in code. */
  readonly isQuoted: boolean;
}

/** Is a sentence. */
export interface Clause {
  readonly tokens: readonly Token[];
  readonly start: number;
  readonly end: number;
  /** Whether a question mark ends it. */
  readonly asks: boolean;
}

/** Longer sentences are cut, so that work on one is bounded. */
const mostTokens = 48;
const longestWord = 40;
const longestName = 400;

const blank = 0;
const letter = 1;
const ideograph = 2;
const stop = 3;
const line = 4;
const mark = 5;

const ascii = new Uint8Array(128).fill(mark);
ascii.fill(blank, 0, 33);
for (const sign of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_')
  ascii[sign.charCodeAt(0)] = letter;
for (const sign of '.!?;') ascii[sign.charCodeAt(0)] = stop;
ascii[10] = line;

/** Ranges of scripts in which words are not parted, and of signs that are no letters. */
const isUnparted = (code: number): boolean =>
  (code >= 0x3040 && code <= 0x30ff) ||
  (code >= 0x3400 && code <= 0x9fff) ||
  (code >= 0xac00 && code <= 0xd7af) ||
  (code >= 0x0e00 && code <= 0x0e7f);
const isSign = (code: number): boolean =>
  (code >= 0x80 && code < 0xc0) ||
  (code >= 0x2010 && code <= 0x2bff) ||
  (code >= 0x3000 && code <= 0x303f) ||
  (code >= 0xd800 && code <= 0xdfff) ||
  code >= 0xfe00;

function kindOf(code: number): number {
  if (code < 128) return ascii[code] ?? mark;
  if (code === 0x3002 || code === 0xff01 || code === 0xff1f || code === 0x0964) return stop;
  if (isUnparted(code)) return ideograph;
  return isSign(code) ? mark : letter;
}

/** Lists the sentences of a text. */
export function clausesOf(text: string): readonly Clause[] {
  return new Cutter(text).cut();
}

class Cutter {
  readonly #text: string;
  readonly #clauses: Clause[] = [];
  #tokens: Token[] = [];
  /** The mark that closes the quotation that is open; 0 for none. */
  #closing = 0;

  constructor(text: string) {
    this.#text = text;
  }

  cut(): readonly Clause[] {
    const text = this.#text;
    for (let at = 0; at < text.length;) {
      const kind = kindOf(text.charCodeAt(at));
      if (kind === letter) at = this.#word(at);
      else if (kind === ideograph) at = this.#ideograph(at);
      else {
        if (kind === stop) this.#stop(at);
        else if (kind === line) this.#line(at);
        else if (kind === mark) this.#mark(text.charCodeAt(at));
        at += 1;
      }
    }
    this.#finish(false);
    return this.#clauses;
  }

  #put(word: string, start: number, end: number): void {
    if (this.#tokens.length >= mostTokens) this.#finish(false);
    this.#tokens.push({ entry: entryOf(word), start, end, isQuoted: this.#closing !== 0 });
  }

  #finish(asks: boolean): void {
    const [first] = this.#tokens;
    const last = this.#tokens.at(-1);
    this.#closing = 0;
    if (first === undefined || last === undefined) return;
    this.#clauses.push({ tokens: this.#tokens, start: first.start, end: last.end, asks });
    this.#tokens = [];
  }

  /** A full stop inside of a name ends nothing. */
  #stop(at: number): void {
    const next = this.#text.charCodeAt(at + 1);
    if (Number.isNaN(next) || kindOf(next) !== letter) this.#finish('?？'.includes(this.#text.charAt(at)));
  }

  /** The end of a line ends a sentence, unless what follows goes on with a small letter. */
  #line(at: number): void {
    const next = this.#text.charCodeAt(at + 1);
    if (!(next >= 97 && next <= 122)) this.#finish(false);
  }

  /** A quotation that opens a sentence is the sentence itself; one within it is a quotation. */
  #mark(code: number): void {
    if (code === this.#closing) this.#closing = 0;
    else if (this.#closing === 0 && this.#tokens.length > 0) this.#closing = closingOf.get(code) ?? 0;
  }

  #ideograph(at: number): number {
    const text = this.#text;
    const next = kindOf(text.charCodeAt(at + 1)) === ideograph ? at + 2 : at + 1;
    this.#put(text.slice(at, next), at, next);
    return at + 1;
  }

  #word(at: number): number {
    const text = this.#text;
    let end = at + 1;
    while (end < text.length && isWithinWord(text, end)) end += 1;
    if (isJoint(text.charCodeAt(end)) && kindOf(text.charCodeAt(end + 1)) !== blank) {
      const nameEnd = this.#name(at, end);
      if (nameEnd !== undefined) return nameEnd;
    }
    if (end - at <= longestWord) this.#put(text.slice(at, end).toLowerCase(), at, end);
    return end;
  }

  /** A name of a place is one word that says what it names. */
  #name(at: number, wordEnd: number): number | undefined {
    const text = this.#text;
    let start = at;
    while (start > 0 && '~./\\'.includes(text.charAt(start - 1)) && at - start < 4) start -= 1;
    let end = wordEnd;
    while (end < text.length && end - start < longestName && isOfName(text.charCodeAt(end))) end += 1;
    while (end > wordEnd && '.,:;'.includes(text.charAt(end - 1))) end -= 1;
    if (end === wordEnd) return undefined;
    const kind = kindOfName(text.slice(start, end));
    if (kind === undefined) return undefined;
    this.#put(nameWords[kind], start, end);
    return end;
  }
}

const closingOf = new Map([
  [34, 34],
  [96, 96],
  [0x201c, 0x201d],
  [0x201e, 0x201c],
  [0xab, 0xbb],
]);

/** What stands for names; each is a word with concepts. */
const nameWords = { DEST: 'url', PLACE: 'secretfile', MEMFILE: 'agents.md', FILE: 'file' } as const;

const isJoint = (code: number): boolean =>
  code === 46 || code === 47 || code === 58 || code === 64 || code === 92;

/** Letters, and an apostrophe or a hyphen between letters. */
function isWithinWord(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  const kind = kindOf(code);
  if (kind === letter) return true;
  return (code === 39 || code === 0x2019) && kindOf(text.charCodeAt(at + 1)) === letter;
}

/** No blank, quote or bracket stands in a name. */
const isOfName = (code: number): boolean =>
  code > 32 &&
  code !== 34 &&
  code !== 39 &&
  code !== 60 &&
  code !== 62 &&
  code !== 96 &&
  code !== 40 &&
  code !== 41 &&
  code !== 93 &&
  code !== 125;
