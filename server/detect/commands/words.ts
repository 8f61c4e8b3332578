/**
 * Words of a shell: quotes, escapes, variables, substitutions and braces, as bash reads them. What cannot be known
 * without running something becomes a mark. Pure.
 */
import { computedMark } from './commandLine.ts';
import type { Word } from './commandLine.ts';
import { expandParameter } from './parameters.ts';

/** Is the name that a process substitution gets: a pipe, never a file. */
export const substitutedFile = '/dev/fd/63';

/** Answers what words refer to. */
export interface WordSource {
  /** Returns a variable's value, or undefined when it is not known. */
  lookup(name: string): string | undefined;
  /** Interprets a command substitution; returns its output where it is known. */
  substitute(command: string): string | undefined;
}

// Private-use characters carry what plain text cannot: quoted characters lose their power, and some marks.
const quotedBase = 0xe000;
const splitMark = '\uE0FF';
const emptyMark = '\uE0FE';
const homeMark = '\uE0FD';
const privateUse = /[\uE000-\uE0FF]/gu;

/** Takes the shell's meaning from every character of a text. */
const quote = (text: string): string =>
  text.replace(/[^A-Za-z0-9_/.\u0080-\uffff]/gu, char =>
    String.fromCharCode(quotedBase + char.charCodeAt(0)),
  );

const unquote = (text: string): string =>
  text
    .replaceAll(emptyMark, '')
    .replaceAll(homeMark, '~')
    .replace(privateUse, char => String.fromCharCode(char.charCodeAt(0) - quotedBase));

/** Is the value that stands for the home folder wherever it appears. */
export const homeValue = homeMark;

/** Reads one word of the shell; it can become none or several. */
export function readWord(raw: string, source: WordSource): readonly Word[] {
  const expanded = expand(raw, source);
  return expanded
    .split(splitMark)
    .filter(part => part !== '')
    .flatMap(expandBraces)
    .map(finish);
}

/** Reads a word that cannot be split, such as a value or the target of a redirection. */
export const readText = (raw: string, source: WordSource): string =>
  unquote(expand(raw, source).replaceAll(splitMark, ' '));

/** Reads the body of a here-document, where only `$`, backticks and backslashes mean something. */
export const readHeredoc = (raw: string, source: WordSource): string =>
  unquote(new Scanner(raw, source).quoted(raw.length));

function finish(part: string): Word {
  const glob = /[*?[]|[@!+]\(/u.test(part);
  const text = unquote(part);
  // A quoted tilde is a file of that name, not the home folder.
  return {
    text: part.replaceAll(emptyMark, '').startsWith(String.fromCharCode(quotedBase + 0x7e))
      ? `./${text}`
      : text,
    glob,
  };
}

const expand = (raw: string, source: WordSource): string =>
  new Scanner(raw.replace(privateUse, '\uFFFD'), source).plain();

const longestWord = 400_000;

/** Walks over raw text once, producing text in which quoted characters have lost their meaning. */
class Scanner {
  #at = 0;
  #room = longestWord;
  readonly #raw: string;
  readonly #source: WordSource;

  constructor(raw: string, source: WordSource) {
    this.#raw = raw;
    this.#source = source;
  }

  plain(): string {
    let out = '';
    while (this.#at < this.#raw.length) out += this.#plainPiece();
    return out;
  }

  /** Reads up to an end as inside double quotes. */
  quoted(end: number): string {
    let out = '';
    while (this.#at < end) out += this.#quotedPiece();
    return out;
  }

  #plainPiece(): string {
    const char = this.#raw.charAt(this.#at);
    switch (char) {
      case '\\':
        return this.#escape();
      case "'":
        return this.#single();
      case '"':
        return this.#double(1);
      case '$':
        return this.#dollarOrQuote();
      case '`':
        return split(this.#dollar());
      case '<':
      case '>':
        if (this.#raw.charAt(this.#at + 1) === '(') return this.#process();
    }
    this.#at += 1;
    return char;
  }

  /** A dollar sign may also begin a translated or an ANSI-C quotation. */
  #dollarOrQuote(): string {
    const next = this.#raw.charAt(this.#at + 1);
    if (next === '"') return this.#double(2);
    return next === "'" ? this.#ansi() : split(this.#dollar());
  }

  #quotedPiece(): string {
    const char = this.#raw.charAt(this.#at);
    if (char === '\\') {
      const next = this.#raw.charAt(this.#at + 1);
      this.#at += 2;
      if (next === '\n') return '';
      return quote('$`"\\'.includes(next) ? next : `\\${next}`);
    }
    if (char === '$' || char === '`') return quoteKeepingHome(this.#dollar());
    this.#at += 1;
    return quote(char);
  }

  #escape(): string {
    const next = this.#raw.charAt(this.#at + 1);
    this.#at += 2;
    return next === '\n' ? '' : quote(next);
  }

  #single(): string {
    const end = indexOr(this.#raw.indexOf("'", this.#at + 1), this.#raw.length);
    const text = this.#raw.slice(this.#at + 1, end);
    this.#at = end + 1;
    return emptyMark + quote(text);
  }

  #double(skip: number): string {
    this.#at += skip;
    const end = closingQuote(this.#raw, this.#at);
    const text = this.quoted(end);
    this.#at = end + 1;
    return emptyMark + text;
  }

  #ansi(): string {
    const pattern = /(?:\\[^]|[^'\\])*/uy;
    pattern.lastIndex = this.#at + 2;
    const body = pattern.exec(this.#raw)?.[0] ?? '';
    this.#at += 3 + body.length;
    return emptyMark + quote(decodeAnsi(body));
  }

  #process(): string {
    const end = closingBracket(this.#raw, this.#at + 1);
    this.#source.substitute(this.#raw.slice(this.#at + 2, end));
    this.#at = end + 1;
    return substitutedFile;
  }

  /** Reads what `$` or a backtick begins; returns unquoted text. */
  #dollar(): string {
    const rest = this.#raw.slice(this.#at, this.#at + 200);
    if (rest.startsWith('`')) {
      const end = indexOr(this.#raw.indexOf('`', this.#at + 1), this.#raw.length);
      return this.#run(this.#raw.slice(this.#at + 1, end).replace(/\\(?=[`$\\])/gu, ''), end + 1);
    }
    if (rest.startsWith('$((')) {
      const end = closingBracket(this.#raw, this.#at + 1);
      const sum = this.#raw.slice(this.#at + 3, end);
      this.#at = end + 1;
      // What a sum computes is not known, but the commands in it run.
      if (/[`(]/u.test(sum)) readText(sum, this.#source);
      return computedMark;
    }
    if (rest.startsWith('$(')) {
      const end = closingBracket(this.#raw, this.#at + 1);
      return this.#run(this.#raw.slice(this.#at + 2, end), end + 1);
    }
    if (rest.startsWith('${')) {
      const end = closingBracket(this.#raw, this.#at + 1);
      const body = this.#raw.slice(this.#at + 2, end);
      this.#at = end + 1;
      return this.#fitting(
        expandParameter(body, {
          lookup: name => this.#source.lookup(name),
          read: text => readText(text, this.#source),
        }),
      );
    }
    const name = /^\$(?<name>[A-Za-z_]\w*|[0-9@*#?$!-])/u.exec(rest)?.groups?.['name'];
    if (name === undefined) {
      this.#at += 1;
      return quote('$');
    }
    this.#at += 1 + name.length;
    return this.#fitting(this.#source.lookup(name));
  }

  #run(command: string, next: number): string {
    this.#at = next;
    return this.#fitting(this.#source.substitute(command)?.replace(/\n+$/u, ''));
  }

  /** Values that would make a word too long count as unknown. */
  #fitting(value: string | undefined): string {
    this.#room -= value?.length ?? 0;
    return value === undefined || this.#room < 0 ? computedMark : value;
  }
}

const split = (text: string): string => text.replace(/[ \t\n]+/gu, splitMark);

const quoteKeepingHome = (text: string): string => text.split(homeMark).map(quote).join(homeMark);

const indexOr = (index: number, fallback: number): number => (index < 0 ? fallback : index);

/** Finds the double quote that closes, skipping substitutions with quotes of their own. */
function closingQuote(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '"') {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '$' && (text[at + 1] === '(' || text[at + 1] === '{'))
      at = closingBracket(text, at + 1);
    at += 1;
  }
  return Math.min(at, text.length);
}

/** Finds the bracket that closes the one at a place, minding quotes; the text's end when there is none. */
function closingBracket(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\\') at += 1;
    else if (char === "'") at = indexOr(text.indexOf("'", at + 1), text.length);
    else if (char === '"') at = plainClosingQuote(text, at + 1);
    else if (char === '(' || char === '{') depth += 1;
    else if (char === ')' || char === '}') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return text.length;
}

/** Inside brackets a flat search is enough, and keeps deep nesting linear. */
function plainClosingQuote(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}

const ansiEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  E: '\u001b',
  f: '\f',
  v: '\v',
};

/** Decodes the escapes of `$'…'`, which `printf` and `echo -e` share. */
export function decodeAnsi(body: string): string {
  return body.replace(
    /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|(0?[0-7]{1,3})|([^]))/gu,
    (_whole, ...groups: (string | undefined)[]) => {
      const [hex, short, long, octal, other] = groups;
      const code = hex ?? short ?? long;
      if (code !== undefined) return codePoint(Number.parseInt(code, 16));
      if (octal !== undefined) return codePoint(Number.parseInt(octal, 8));
      return ansiEscapes[other ?? ''] ?? other ?? '';
    },
  );
}

const codePoint = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD');

const mostAlternatives = 256;

/** Expands `{a,b}` and `{1..3}` that are not quoted; what exceeds the limit is dropped. */
function expandBraces(text: string): readonly string[] {
  let texts: readonly string[] = [text];
  for (let round = 0; round < 32; round += 1) {
    const next = texts.flatMap(expandOnce).slice(0, mostAlternatives);
    if (next.length === texts.length) return next;
    texts = next;
  }
  return texts;
}

function expandOnce(text: string): readonly string[] {
  const group = innermostGroup(text);
  if (group === undefined) return [text];
  return group.options.map(option => text.slice(0, group.start) + option + text.slice(group.end));
}

function innermostGroup(
  text: string,
): { start: number; end: number; options: readonly string[] } | undefined {
  for (const match of text.matchAll(/\{([^{}]*)\}/gu)) {
    const body = match[1] ?? '';
    const range = /^(?<from>-?\d+|[A-Za-z])\.\.(?<to>-?\d+|[A-Za-z])$/u.exec(body)?.groups;
    const options = range === undefined ? body.split(',') : rangeOf(range['from'] ?? '', range['to'] ?? '');
    if (options.length > 1) return { start: match.index, end: match.index + match[0].length, options };
  }
  return undefined;
}

function rangeOf(from: string, to: string): readonly string[] {
  const numeric = /\d/u.test(from) && /\d/u.test(to);
  const [first, last] = numeric ? [Number(from), Number(to)] : [from.charCodeAt(0), to.charCodeAt(0)];
  const length = Math.min(Math.abs(last - first) + 1, mostAlternatives);
  const step = last >= first ? 1 : -1;
  return Array.from({ length }, (_, index) => first + index * step).map(value =>
    numeric ? String(value) : String.fromCharCode(value),
  );
}
