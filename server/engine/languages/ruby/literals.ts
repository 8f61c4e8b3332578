/** Strings, symbols, regexes and here-documents of Ruby. */
import { namedOf, type Cst } from '../../tree/cst.ts';
import type { Node } from '../../tree/node.ts';
import {
  canonicalNumber,
  decodeEscapes,
  make,
  simpleEscapes,
  type Handler,
  type Handlers,
  type Lowering,
} from '../lowering.ts';

const letters = new Map([...simpleEscapes, ['e', '\u001b'], ['s', ' '], ['#', '#']]);

/** Single quotes know two escapes. */
const plainQuotes = /^(?:'|%q)/;

/** Says how much of a literal's content is its own text: what stands in `#{…}` is an expression. */
interface Content {
  readonly raw: boolean;
  readonly from: number;
  readonly to: number;
  readonly clean?: (text: string, first: boolean) => string;
}

/** Returns the parts of an interpolated literal: text as Str, expressions as they are. */
function partsOf(cst: Cst, content: Content, low: Lowering): Node[] {
  const parts: Node[] = [];
  const text = (from: number, to: number): void => {
    if (to <= from) return;
    const source = low.text.slice(from, to);
    const cleaned = content.clean === undefined ? source : content.clean(source, from === content.from);
    const value = content.raw
      ? cleaned.replaceAll(/\\([\\'])/g, '$1')
      : decodeEscapes(cleaned, { letters, unknown: 'character' });
    if (value !== '') parts.push(make('Str', { ...cst, start: from, end: to }, [], value));
  };
  let at = content.from;
  for (const child of cst.kids) {
    if (child.type !== 'interpolation') continue;
    text(at, child.start);
    parts.push(...low.all([child]));
    at = child.end;
  }
  text(at, content.to);
  return parts;
}

/** Makes a Str of one piece of text, a Concat of several pieces. */
function joined(at: Cst, parts: readonly Node[], text = ''): Node {
  if (parts.every(part => part.kind === 'Str'))
    return make('Str', at, [], parts.map(part => part.text).join(''));
  return make('Concat', at, parts, text);
}

function contentOf(cst: Cst, raw: boolean): Content {
  const opening = cst.kids[0];
  const closing = cst.kids.at(-1);
  const from = opening !== undefined && !opening.named ? opening.end : cst.start;
  const to = closing !== undefined && !closing.named && closing !== opening ? closing.start : cst.end;
  return { raw, from, to };
}

const isRaw = (cst: Cst, low: Lowering): boolean =>
  plainQuotes.test(low.text.slice(cst.start, cst.start + 2));

const string: Handler = (cst, low) => joined(cst, partsOf(cst, contentOf(cst, isRaw(cst, low)), low));

const chained: Handler = (cst, low) =>
  joined(
    cst,
    namedOf(cst).flatMap(child => partsOf(child, contentOf(child, isRaw(child, low)), low)),
  );

const bare =
  (kind: 'Str' | 'Atom'): Handler =>
  (cst, low) => {
    const made = joined(cst, partsOf(cst, { raw: false, from: cst.start, to: cst.end }, low));
    return made.kind === 'Str' ? make(kind, cst, [], made.text) : made;
  };

const symbol: Handler = (cst, low) => make('Atom', cst, [], low.source(cst).replace(/^:/, ''));

const delimitedSymbol: Handler = (cst, low) => {
  const made = joined(cst, partsOf(cst, contentOf(cst, false), low));
  return made.kind === 'Str' ? make('Atom', cst, [], made.text) : made;
};

/** A command is always made of parts, so that dots alone are any command. */
const subshell: Handler = (cst, low) =>
  make('Other', cst, [make('Concat', cst, partsOf(cst, contentOf(cst, false), low))], 'subshell');

/** Escapes of a regex are its own syntax: they stay. */
const regex: Handler = (cst, low) => {
  const { from, to } = contentOf(cst, false);
  if (cst.kids.some(child => child.type === 'interpolation'))
    return make('Other', cst, [joined(cst, partsOf(cst, { raw: false, from, to }, low))], 'regex');
  const flags = /[a-z]*$/.exec(low.text.slice(to, cst.end))?.[0] ?? '';
  const option = flags === '' ? [] : [make('Str', { ...cst, start: cst.end - flags.length }, [], flags)];
  return make('Regex', cst, option, low.text.slice(from, to));
};

const character: Handler = (cst, low) =>
  make('Char', cst, [], decodeEscapes(low.source(cst).slice(1), { letters, unknown: 'character' }));

/** Pairs each `<<NAME` with its body, which stands somewhere below, in the order in which both come. */
export function heredocs(root: Cst, text: string): ReadonlyMap<number, Cst> {
  const found = new Map<number, Cst>();
  if (!text.includes('<<')) return found;
  const open: number[] = [];
  const pending: Cst[] = [root];
  for (let cst = pending.pop(); cst !== undefined; cst = pending.pop()) {
    if (cst.type === 'heredoc_beginning') open.push(cst.start);
    const begun = cst.type === 'heredoc_body' ? open.shift() : undefined;
    if (begun !== undefined) found.set(begun, cst);
    for (let last = cst.kids.length - 1; last >= 0; last -= 1) {
      const child = cst.kids[last];
      if (child !== undefined) pending.push(child);
    }
  }
  return found;
}

/** Makes the handler of `<<NAME`, given the bodies. */
export const heredoc =
  (bodies: ReadonlyMap<number, Cst>): Handler =>
  (cst, low) => {
    const body = bodies.get(cst.start);
    const opening = low.source(cst);
    if (body === undefined) return make('Str', cst, [], '');
    const name = /[A-Za-z_]\w*/.exec(opening)?.[0] ?? '';
    const closing = body.kids.find(child => child.type === 'heredoc_end');
    const end = closing === undefined || closing.end === closing.start ? body.end : closing.start;
    const source = low.text.slice(body.start, end);
    const first = /^\r?\n/.exec(source)?.[0].length ?? 0;
    const tail = new RegExp(`(?:^|\\n)[ \\t]*${name}$`).exec(source);
    const content: Content = {
      raw: false,
      from: body.start + first,
      to: tail === null ? end : body.start + tail.index + 1,
      ...(opening.startsWith('<<~') ? { clean: dedent(source) } : {}),
    };
    return joined(cst, opening.includes("'") ? rawText(body, content, low) : partsOf(body, content, low));
  };

function rawText(body: Cst, content: Content, low: Lowering): Node[] {
  const text = low.text.slice(content.from, Math.max(content.from, content.to));
  return [make('Str', body, [], content.clean === undefined ? text : content.clean(text, true))];
}

/** `<<~` takes away the indentation that all its lines share. */
function dedent(source: string): (text: string, first: boolean) => string {
  const lines = source
    .split('\n')
    .slice(1, -1)
    .filter(line => line.trim() !== '');
  const least = Math.min(...lines.map(line => /^[ \t]*/.exec(line)?.[0].length ?? 0));
  const width = Number.isFinite(least) ? least : 0;
  const margin = new RegExp(`\\n[ \\t]{0,${String(width)}}`, 'g');
  return (text, first) => {
    const inner = text.replaceAll(margin, '\n');
    return first ? inner.replace(new RegExp(`^[ \\t]{0,${String(width)}}`), '') : inner;
  };
}

/** Maps Ruby's literals. */
export const literals: Handlers = {
  string,
  chained_string: chained,
  bare_string: bare('Str'),
  bare_symbol: bare('Atom'),
  simple_symbol: symbol,
  hash_key_symbol: symbol,
  delimited_symbol: delimitedSymbol,
  subshell,
  regex,
  character,
  heredoc_body: () => [],
  integer: (cst, low) => make('Num', cst, [], canonicalNumber(low.source(cst))),
  float: (cst, low) => make('Num', cst, [], canonicalNumber(low.source(cst))),
  rational: (cst, low) => make('Num', cst, [], low.source(cst)),
  complex: (cst, low) => make('Num', cst, [], low.source(cst)),
};
