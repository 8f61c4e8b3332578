/** Writes a pattern's own syntax (`$X`, `...`, `<... ...>`, typed metavariables) as text that a grammar takes. Pure. */
import type { EllipsisPlace, LanguageAdapter } from '../languages/language.ts';

/** Is an ellipsis of a pattern, with the spellings that may stand for it. */
export interface Gap {
  readonly spellings: readonly string[];
}

/** Is a pattern as literal text and gaps in turn: `texts[0] gap[0] texts[1] …`. */
export interface Template {
  readonly texts: readonly string[];
  readonly gaps: readonly Gap[];
  /** Sources of the types of typed metavariables with their metavariable, by the number in `TYPED_n_MV`. */
  readonly types: readonly { readonly metavariable: string; readonly type: string }[];
}

/** Returns the text of a template with one spelling for each gap. */
export function fill({ texts, gaps }: Template, choice: readonly number[]): string {
  return texts.map((text, index) => text + (gaps[index]?.spellings[choice[index] ?? 0] ?? '')).join('');
}

const metavariableAt = /\$(\.\.\.)?([A-Z_][A-Z_0-9]*|[0-9]+)(?![A-Za-z0-9_])/y;
/** These are PHP's own variables, though they are spelt as metavariables are. */
const superglobals = /^_(?:SERVER|GET|POST|FILES|COOKIE|SESSION|REQUEST|ENV)$/;

/** Is what stands before a statement that is not the first. */
const startOfStatement =
  /(?:[{};]|\.\.\.|\b(?:else|do)|\b(?:if|while|for|foreach|using|lock)\s*\([^{}]*\))\s*$/;

/** Makes a template of a pattern. */
export function substitute(pattern: string, adapter: LanguageAdapter): Template {
  if (adapter.spell !== undefined) return { texts: [adapter.spell(pattern)], gaps: [], types: [] };
  const types: { metavariable: string; type: string }[] = [];
  const whole = adapter.complete?.(pattern) ?? pattern;
  const source = adapter.typedMetavariables === undefined ? whole : typedOut(whole, adapter, types);
  const writer = new Writer(source, adapter);
  return { ...writer.write(), types };
}

/** Reads a pattern once from left to right. */
class Writer {
  readonly #source: string;
  readonly #adapter: LanguageAdapter;
  readonly #texts: string[] = [];
  readonly #gaps: Gap[] = [];
  readonly #brackets: { bracket: '(' | '[' | '{'; at: number }[] = [];
  /** Quotes around code that is interpolated into a string, outermost first, with how many brackets were open. */
  readonly #suspended: { quote: string; depth: number }[] = [];
  #text = '';
  #quote = '';
  /** True in a string of C# whose braces hold code: `$"{x}"`. */
  #holes = false;

  constructor(source: string, adapter: LanguageAdapter) {
    this.#source = source;
    this.#adapter = adapter;
  }

  write(): { texts: readonly string[]; gaps: readonly Gap[] } {
    let at = 0;
    while (at < this.#source.length) at = this.#step(at);
    return { texts: [...this.#texts, this.#text], gaps: this.#gaps };
  }

  #step(at: number): number {
    const source = this.#source;
    const character = source[at] ?? '';
    const next = character === '$' ? this.#metavariable(at) : this.#dots(at);
    if (next > at) return next;
    if (character === '\\' && this.#quote !== '') {
      this.#text += source.slice(at, at + 2);
      return at + 2;
    }
    if (this.#quote === '') this.#trackCode(character, at);
    else this.#trackString(character, at);
    this.#text += character;
    return at + 1;
  }

  /** Reads `<...`, `...>` and `...`; returns where they end. */
  #dots(at: number): number {
    const source = this.#source;
    const code = this.#quote === '';
    if (code && source.startsWith('<...', at) && source[at + 4] !== '>') {
      this.#text += 'DEEP_MV(';
      return at + 4;
    }
    if (!source.startsWith('...', at)) return at;
    if (code && source[at + 3] === '>' && this.#opened()) {
      this.#text += ')';
      return at + 4;
    }
    if (this.#isLiteral(at)) return at;
    this.#gap(at, 3, 'DOTS_MV');
    return at + 3;
  }

  /** Tells whether a `<...` is open before here. */
  #opened(): boolean {
    const text = this.#texts.join('') + this.#text;
    return text.lastIndexOf('DEEP_MV(') > -1;
  }

  #metavariable(at: number): number {
    metavariableAt.lastIndex = at;
    const found = metavariableAt.exec(this.#source);
    if (found === null) return at;
    const [whole, rest, name = ''] = found;
    if (this.#adapter.id === 'php' && rest === undefined && superglobals.test(name)) return at;
    if (rest !== undefined && this.#quote === '') this.#gap(at, whole.length, `MVS_${name}_MV`);
    else if (this.#isStatement(at, whole.length)) this.#text += `STATEMENT_MV(MV_${name}_MV)`;
    else this.#text += this.#spell(name, rest !== undefined);
    return at + whole.length;
  }

  /** Tells whether a metavariable is a statement by itself, in a language whose grammar takes no name for one. */
  #isStatement(at: number, length: number): boolean {
    if (this.#adapter.namesAreNoStatements !== true || this.#quote !== '') return false;
    const before = this.#source.slice(Math.max(0, at - 400), at);
    return startOfStatement.test(before) && /^\s*;/.test(this.#source.slice(at + length));
  }

  #spell(name: string, rest: boolean): string {
    const { spellMetavariable } = this.#adapter;
    if (spellMetavariable !== undefined) return spellMetavariable(name, rest);
    return rest ? `MVS_${name}_MV` : `MV_${name}_MV`;
  }

  #gap(at: number, length: number, name: string): void {
    const spellings = this.#adapter.ellipses(this.#place(at, length));
    this.#texts.push(this.#text);
    this.#text = '';
    this.#gaps.push({
      spellings: [...new Set([...spellings, 'DOTS_MV'])].map(spelling =>
        spelling.replaceAll('DOTS_MV', name),
      ),
    });
  }

  #place(at: number, length: number): EllipsisPlace {
    const source = this.#source;
    const open = this.#brackets.at(-1);
    const begin = source.lastIndexOf('\n', at - 1) + 1;
    const line = source.slice(begin);
    const endOfLine = line.indexOf('\n');
    return {
      before: source.slice(0, at).trimEnd().at(-1) ?? '',
      after: source.slice(at + length).trimStart()[0] ?? '',
      lead: source.slice(begin, at).trim(),
      bracket: open?.bracket ?? '',
      head: open === undefined ? '' : source.slice(0, open.at).trimEnd(),
      alone: (endOfLine === -1 ? line : line.slice(0, endOfLine)).trim() === source.slice(at, at + length),
    };
  }

  /** Dots that are the whole content of a string, of a regex or of a part of one mean themselves to the matcher. */
  #isLiteral(at: number): boolean {
    if (this.#quote !== '') return true;
    const before = this.#source[at - 1] ?? '';
    return before === '/' && this.#source[at + 3] === '/';
  }

  #trackString(character: string, at: number): void {
    if (character === this.#quote) this.#quote = '';
    else if (character === '{' && (this.#holes || /[$#]/.test(this.#source[at - 1] ?? ''))) {
      this.#suspended.push({ quote: this.#quote, depth: this.#brackets.length });
      this.#quote = '';
    }
  }

  #trackCode(character: string, at: number): void {
    const outer = this.#suspended.at(-1);
    if (character === '}' && outer?.depth === this.#brackets.length) {
      this.#suspended.pop();
      this.#quote = outer.quote;
    } else if (`"'\``.includes(character)) this.#openQuote(character, at);
    else if (character === '(' || character === '[' || character === '{')
      this.#brackets.push({ bracket: character, at });
    else if (')]}'.includes(character)) this.#brackets.pop();
  }

  #openQuote(character: string, at: number): void {
    if (!this.#closes(character, at)) return;
    this.#quote = character;
    this.#holes = this.#adapter.id === 'csharp' && /\$@?$/.test(this.#source.slice(Math.max(0, at - 2), at));
  }

  /** A quote that is never closed is none (an apostrophe, a lifetime). */
  #closes(quote: string, at: number): boolean {
    return this.#source.indexOf(quote, at + 1) !== -1;
  }
}

/** Words before a bracket after which what is in it declares something, or that no value can follow. */
const declaring = /(?:^|[^\w])(?:catch|for|foreach|while|using|switch|lock|try|synchronized|fixed|except)$/;
const valueBefore = /[\w\])>]$/;
const keywordBefore =
  /(?:^|[^\w.])(?:return|if|elif|else|not|in|and|or|await|yield|throw|case|new|delete|typeof|print|echo|when|is|assert|go|defer|range)$/;

/** Is what stands before a metavariable without being its type: `(return $X)`, `($X is $T $Y)`. */
const noType = /^(?:return|throw|new|await|delete|yield|not|in|else)$|\s(?:is|as|in|instanceof)\s/;

function typedOut(
  pattern: string,
  { id, typedMetavariables }: LanguageAdapter,
  types: { metavariable: string; type: string }[],
): string {
  const form =
    typedMetavariables === 'name-first'
      ? /\(\s*(?<name>\$[A-Z_][A-Z_0-9]*)\s*:\s*(?<type>[^()=]*(?:\([^()]*\)[^()=]*)*?)\s*\)/g
      : /\(\s*(?<type>[$A-Za-z_][\w.$:<>,?\s]*?(?:\[\s*\])*(?:\s*[*&])*)\s*(?<![\w$])(?<name>\$[A-Z_][A-Z_0-9]*)\s*\)/g;
  const outer = id === 'python' ? argumentsOut(pattern, types) : pattern;
  return outer.replaceAll(form, (whole, ...rest) => {
    const groups = rest.at(-1) as { readonly name: string; readonly type: string };
    const offset = rest.at(-3) as number;
    const before = outer.slice(0, offset).trimEnd();
    const after = outer.slice(offset + whole.length).trimStart();
    const value = valueBefore.test(before) && !keywordBefore.test(before);
    // In C `->` is no lambda's arrow: it reads a member.
    const arrow = id === 'c' || id === 'cpp' ? /^=>/ : /^[=-]>/;
    if (value || declaring.test(before) || arrow.test(after)) return whole;
    const type = groups.type.trim();
    if (type === '' || noType.test(type) || /^[^<]*,/.test(type)) return whole;
    types.push({ metavariable: groups.name, type });
    return `TYPED_${types.length - 1}_MV`;
  });
}

/** Takes out typed metavariables that are arguments of a call in Python: `f($X: str)`. */
function argumentsOut(pattern: string, types: { metavariable: string; type: string }[]): string {
  const form =
    /(?<=[(,]\s*)(?<name>\$[A-Z_][A-Z_0-9]*)\s*:\s*(?<type>[$A-Za-z_][\w.$]*(?:\[[^[\]]*\])?)(?=\s*[,)])/g;
  return pattern.replaceAll(form, (whole, ...rest) => {
    const groups = rest.at(-1) as { readonly name: string; readonly type: string };
    const head = headOf(pattern, rest.at(-3) as number);
    if (!valueBefore.test(head) || keywordBefore.test(head) || /\bdef\s+\S+$/.test(head)) return whole;
    types.push({ metavariable: groups.name, type: groups.type });
    return `TYPED_${types.length - 1}_MV`;
  });
}

/** Returns what stands before the parenthesis that is open at a place; nothing where none is. */
function headOf(pattern: string, at: number): string {
  let depth = 0;
  for (let index = at - 1; index >= 0; index -= 1) {
    const character = pattern[index] ?? '';
    if (')]}'.includes(character)) depth += 1;
    else if ('([{'.includes(character) && (depth -= 1) < 0)
      return character === '(' ? pattern.slice(0, index).trimEnd() : '';
  }
  return '';
}
