/**
 * Reads PowerShell or cmd text: quotes, escapes, groups, pipes and separators. A scanner, not a grammar: what it does
 * not know is a word. Pure, one walk over the text for each level of nesting.
 */
import { computedMark } from '../commandLine.ts';

/** Names whose quotes and escapes text follows. */
export type Dialect = 'powershell' | 'cmd';

/** Is a word, and what is written inside of it in brackets. */
export interface Piece {
  /** Without quotes and escapes; a bracket stands as `computedMark`. */
  readonly text: string;
  /** Tells that some of it stood in quotes, so that it is no operator. */
  readonly quoted: boolean;
  /** Bodies of `( )`, `$( )` and `{ }`, in their order. */
  readonly bodies: readonly string[];
  /** Methods that are called: `(New-Object X).Get('y')` calls get with `'y'`. */
  readonly methods: readonly { readonly name: string; readonly body: string }[];
}

/** Is a command with its arguments; several in a row are a pipe. */
export type Stage = readonly Piece[];

/** Answers the value of a variable; undefined when it is not known. */
export type Lookup = (name: string) => string | undefined;

/** Gives the statements of a text, each a list of stages; variables are asked for as each is reached. */
export function scanWindows(text: string, dialect: Dialect, lookup: Lookup): Iterable<readonly Stage[]> {
  return new WindowsScanner(text, dialect, lookup).statements();
}

class WindowsScanner {
  #at = 0;
  readonly #text: string;
  readonly #dialect: Dialect;
  readonly #lookup: Lookup;
  #stages: Stage[] = [];
  #ended: Stage[][] = [];
  #stage: Piece[] = [];
  #word: { text: string; quoted: boolean; bodies: string[]; methods: { name: string; body: string }[] } =
    emptyWord();

  constructor(text: string, dialect: Dialect, lookup: Lookup) {
    this.#text = text;
    this.#dialect = dialect;
    this.#lookup = lookup;
  }

  *statements(): Generator<readonly Stage[]> {
    while (this.#at < this.#text.length) {
      this.#step();
      if (this.#ended.length > 0) yield* this.#take();
    }
    this.#endStatement();
    yield* this.#take();
  }

  #take(): readonly (readonly Stage[])[] {
    const ended = this.#ended;
    this.#ended = [];
    return ended;
  }

  #step(): void {
    const char = this.#text.charAt(this.#at);
    if (char === (this.#dialect === 'cmd' ? '^' : '`')) this.#escape();
    else if (char === '"') this.#quotation(char);
    else if (/[\s;|&<>]/u.test(char)) this.#separator(char);
    else if (char === '(' || char === '{') this.#bracket(char);
    else if (char === ')' || char === '}') this.#at += 1;
    else if (this.#dialect === 'powershell') this.#powershell(char);
    else this.#add(char);
  }

  /** Reads what only PowerShell knows. */
  #powershell(char: string): void {
    if (char === "'") this.#quotation(char);
    else if (char === '$') this.#dollar();
    else if (char === '#' && this.#atWordStart()) this.#comment();
    else this.#add(char);
  }

  #add(text: string): void {
    this.#word.text += text;
    this.#at += text.length;
  }

  #atWordStart(): boolean {
    return this.#word.text === '' && !this.#word.quoted;
  }

  #escape(): void {
    const next = this.#text.charAt(this.#at + 1);
    this.#at += 2;
    if (!/[\r\n]/u.test(next)) this.#word.text += next;
  }

  #comment(): void {
    const end = this.#text.indexOf('\n', this.#at);
    this.#at = end < 0 ? this.#text.length : end;
  }

  #quotation(mark: string): void {
    const end = endOfQuote(this.#text, this.#at, mark);
    const body = this.#text.slice(this.#at + 1, end).replaceAll(mark + mark, () => mark);
    this.#at = end + 1;
    this.#word.quoted = true;
    this.#word.text +=
      mark === "'" || this.#dialect === 'cmd' ? body : this.#expanded(body.replace(/`(?=[^nrt0])/gu, ''));
  }

  /** Puts known variables into text in double quotes, and lists what it runs. */
  #expanded(body: string): string {
    return body.replace(
      /\$\((?<run>[^()]*)\)|\$\{(?<a>[\w:]+)\}|\$(?<b>\w+(?::\w+)?)/gu,
      (_whole, ...rest) => {
        const groups = rest.at(-1) as Readonly<Record<string, string | undefined>>;
        if (groups['run'] === undefined) return this.#value(groups['a'] ?? groups['b'] ?? '');
        this.#word.bodies.push(groups['run']);
        return computedMark;
      },
    );
  }

  #value(name: string): string {
    const known = this.#lookup(name.toLowerCase());
    if (known !== undefined) return known;
    if (/^env:/iu.test(name) || /^(?:home|null|true|false|_|pshome)$/iu.test(name)) return `$${name}`;
    return computedMark;
  }

  #dollar(): void {
    const rest = this.#text.slice(this.#at, this.#at + 120);
    if (/^\$[({]/u.test(rest) && !/^\$\{[\w:]+\}/u.test(rest)) {
      this.#at += 1;
      this.#bracket(rest.charAt(1), true);
      return;
    }
    const match = /^\$(?:\{(?<a>[\w:]+)\}|(?<b>[A-Za-z_]\w*(?::\w+)?))/u.exec(rest);
    if (match === null) {
      this.#add('$');
      return;
    }
    const name = match.groups?.['a'] ?? match.groups?.['b'] ?? '';
    const assigns =
      this.#atWordStart() && /^\s*[+-]?=(?!=)/u.test(this.#text.slice(this.#at + match[0].length));
    this.#at += match[0].length;
    this.#word.text += assigns ? `$${name}` : this.#value(name);
  }

  /** Reads a bracket: the arguments of a method, a folded constant, or a body of its own. */
  #bracket(open: string, substitution = false): void {
    const end = endOfBracket(this.#text, this.#at);
    const body = this.#text.slice(this.#at + 1, end);
    this.#at = end + 1;
    if (substitution || open === '{') {
      this.#body(body);
      return;
    }
    const name = methodName(this.#word.text);
    if (name !== undefined) {
      this.#word.methods.push({ name, body });
      this.#word.text += computedMark;
      return;
    }
    // `iex(…)`: a command and its argument.
    if (/^[A-Za-z][\w-]*$/u.test(this.#word.text)) this.#endWord();
    const constant = constantOf(body, this.#lookup);
    if (constant === undefined) this.#body(body);
    else {
      this.#word.quoted = true;
      this.#word.text += constant;
    }
  }

  #body(body: string): void {
    this.#word.bodies.push(body);
    this.#word.text += computedMark;
  }

  #separator(char: string): void {
    const double = char !== ' ' && this.#text.charAt(this.#at + 1) === char;
    this.#at += double ? 2 : 1;
    // One `&` of PowerShell calls what follows: a word begins, and no statement.
    const calls = char === '&' && !double && this.#dialect === 'powershell';
    this.#endWord();
    if (char === '>' || char === '<')
      this.#stage.push({ text: char, quoted: false, bodies: [], methods: [] });
    else if (char === '|' && !double) this.#endStage();
    else if (/[;|&\n]/u.test(char) && !calls) this.#endStatement();
  }

  #endWord(): void {
    const { text, quoted, bodies, methods } = this.#word;
    if (text !== '' || quoted) this.#stage.push({ text, quoted, bodies, methods });
    this.#word = emptyWord();
  }

  #endStage(): void {
    this.#endWord();
    if (this.#stage.length > 0) this.#stages.push(this.#stage);
    this.#stage = [];
  }

  #endStatement(): void {
    this.#endStage();
    if (this.#stages.length > 0) this.#ended.push(this.#stages);
    this.#stages = [];
  }
}

const emptyWord = () => ({
  text: '',
  quoted: false,
  bodies: [] as string[],
  methods: [] as { name: string; body: string }[],
});

/** Returns the name of the method that a bracket right behind a word calls. */
const methodName = (word: string): string | undefined => {
  const name = /(?:\.|::)(?<name>\w+)$/u.exec(word.slice(-80))?.groups?.['name'];
  return name?.toLowerCase();
};

/** Folds `'a' + 'b'`, `'{1}{0}' -f 'b','a'` and `'a','b' -join ''` into the text that they make. */
function constantOf(body: string, lookup: Lookup): string | undefined {
  const items = [
    ...body.slice(0, 2000).matchAll(/'([^']*)'|"([^"$]*)"|\$(\w+)|\[char\]\s*(\d+|0x[\da-f]+)/giu),
  ].map(
    match =>
      match[1] ??
      match[2] ??
      (match[3] === undefined ? String.fromCharCode(Number(match[4] ?? 63)) : lookup(match[3].toLowerCase())),
  );
  const rest = body
    .replace(/'[^']*'|"[^"$]*"|\$\w+|\[char\]\s*(?:\d+|0x[\da-f]+)/giu, '')
    .replace(/\s+/gu, '');
  if (items.length === 0 || items.some(item => item === undefined)) return undefined;
  if (/^\+*$/u.test(rest) || /^[,+]*-join$/iu.test(rest)) return items.join('');
  if (!/^-f,*$/iu.test(rest)) return undefined;
  return items[0]?.replace(/\{(\d+)\}/gu, (_whole, at: string) => items[Number(at) + 1] ?? '');
}

/** Finds the mark that closes a quotation; a doubled one stands for itself. */
function endOfQuote(text: string, start: number, mark: string): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '`' && mark === '"') at += 1;
    else if (text[at] === mark && text[at + 1] === mark) at += 1;
    else if (text[at] === mark) return at;
  }
  return text.length;
}

/** Finds the bracket that closes the one at a place, minding quotes. */
function endOfBracket(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === '`') at += 1;
    else if (char === "'" || char === '"') at = endOfQuote(text, at, char);
    else if (char === '(' || char === '{') depth += 1;
    else if (char === ')' || char === '}') {
      depth -= 1;
      if (depth <= 0) return at;
    }
  }
  return text.length;
}

/** Is how deep bodies may lie in one another: each is walked once a level. */
export const deepestBody = 8;
