/** Matches a pattern of `aliengrep` in a text, from left to right, without overlap; an ellipsis takes as little as it can. */
import type { Bound, Match } from '../match/match.ts';
import type { AlienOptions, AlienPiece } from './alien.ts';

/** Is what metavariables hold, with the places from which no match followed. */
interface Env {
  readonly bindings: ReadonlyMap<string, Bound>;
  readonly failed: Set<number>;
}

interface Search {
  readonly text: string;
  readonly pieces: readonly AlienPiece[];
  readonly options: AlienOptions;
  /** Ends of what braces enclose, by where they open: across lines, and within one. */
  readonly nodes: { readonly long: Map<number, number>; readonly short: Map<number, number> };
  steps: number;
}

type Found = { readonly end: number; readonly env: Env } | undefined;

/** Is how deep braces may nest before they count as ordinary characters. */
const deepest = 300;

/** Returns all matches in order, and whether the search ran to its end. */
export function searchAlien(
  pieces: readonly AlienPiece[],
  options: AlienOptions,
  source: { readonly text: string; readonly budget: number },
): { readonly matches: readonly Match[]; readonly complete: boolean; readonly steps: number } {
  const { text, budget } = source;
  const search: Search = {
    text,
    pieces,
    options,
    nodes: { long: new Map(), short: new Map() },
    steps: budget,
  };
  const nothing: Env = { bindings: new Map(), failed: new Set() };
  const matches: Match[] = [];
  for (let at = 0; at <= text.length && search.steps >= 0;) {
    const found = follow(search, 0, at, nothing);
    if (found === undefined || found.end === at) {
      at++;
      continue;
    }
    matches.push({ start: at, end: found.end, bindings: found.env.bindings });
    // What failed may lie on the way of a match that began earlier; the next begins anew.
    nothing.failed.clear();
    at = found.end;
  }
  return { matches, complete: search.steps >= 0, steps: budget - Math.max(0, search.steps) };
}

/** Matches the pieces from one on, at a place. Remembers failures. */
function follow(search: Search, index: number, at: number, env: Env): Found {
  const piece = search.pieces[index];
  if (piece === undefined) return { end: at, env };
  if (--search.steps < 0) return undefined;
  const key = keyOf(search, index, at);
  if (env.failed.has(key)) return undefined;
  const found =
    piece.kind === 'dots' ? followDots(search, index, at, env) : followOne(search, index, at, env);
  if (found === undefined && index > 0) env.failed.add(key);
  return found;
}

const keyOf = (search: Search, index: number, at: number): number => index * (search.text.length + 1) + at;

function followOne(search: Search, index: number, at: number, env: Env): Found {
  const piece = search.pieces[index];
  if (piece === undefined || piece.kind === 'dots') return undefined;
  if (piece.kind === 'metavar') {
    const known = env.bindings.get(`$${piece.name}`);
    const end = known?.kind === 'text' ? sameWord(search, at, known.text) : wordEnd(search, at);
    if (end === -1) return undefined;
    return next(
      search,
      index,
      end,
      known === undefined ? bind(search, env, `$${piece.name}`, [at, end]) : env,
    );
  }
  const end = endOf(search, piece, at);
  return end === -1 ? undefined : next(search, index, end, env);
}

/** Goes on with the next piece after white space, if a piece is left. */
function next(search: Search, index: number, at: number, env: Env): Found {
  const last = index + 1 >= search.pieces.length;
  return follow(search, index + 1, last ? at : skipSpace(search, at, search.options.multiline), env);
}

const isBlank = (char: string | undefined): boolean => char === ' ' || char === '\t';
const isSpace = (char: string | undefined): boolean =>
  isBlank(char) || char === '\n' || char === '\r' || char === '\v' || char === '\f';

function skipSpace(search: Search, at: number, lines: boolean): number {
  let end = at;
  while (lines ? isSpace(search.text[end]) : isBlank(search.text[end])) end++;
  search.steps -= (end - at) / 10;
  return end;
}

const isWordAt = (search: Search, at: number): boolean => search.options.words.has(search.text[at] ?? '');

function wordEnd(search: Search, at: number): number {
  if (!isWordAt(search, at) || isWordAt(search, at - 1)) return -1;
  let end = at;
  while (isWordAt(search, end)) end++;
  return end;
}

function sameWord(search: Search, at: number, word: string): number {
  const end = at + word.length;
  return same(search, at, word) && !isWordAt(search, at - 1) && !isWordAt(search, end) ? end : -1;
}

function same(search: Search, at: number, text: string): boolean {
  if (search.text.startsWith(text, at)) return true;
  return (
    search.options.caseless && search.text.slice(at, at + text.length).toLowerCase() === text.toLowerCase()
  );
}

type Fixed = Exclude<AlienPiece, { kind: 'dots' | 'metavar' }>;

function endOf(search: Search, piece: Fixed, at: number): number {
  const { text } = search;
  switch (piece.kind) {
    case 'word':
      return sameWord(search, at, piece.text);
    case 'char':
      return same(search, at, piece.text) ? at + 1 : -1;
    case 'newline':
      return text.startsWith('\r\n', at) ? at + 2 : text[at] === '\n' ? at + 1 : -1;
    case 'at':
      return isAt(text, at, piece.place) ? at : -1;
  }
}

function isAt(text: string, at: number, place: (Fixed & { kind: 'at' })['place']): boolean {
  if (place === 'textStart') return at === 0;
  if (place === 'textEnd') return at === text.length;
  if (place === 'lineStart') return at === 0 || text[at - 1] === '\n';
  return at === text.length || text[at] === '\n' || text.startsWith('\r\n', at);
}

function bind(search: Search, env: Env, name: string, range: readonly [number, number]): Env {
  const [start, end] = range;
  const bound: Bound = { kind: 'text', text: search.text.slice(start, end), start, end };
  return { bindings: new Map(env.bindings).set(name, bound), failed: new Set() };
}

type Dots = AlienPiece & { readonly kind: 'dots' };

function followDots(search: Search, index: number, at: number, env: Env): Found {
  const piece = search.pieces[index];
  if (piece?.kind !== 'dots') return undefined;
  const known = piece.name === undefined ? undefined : env.bindings.get(`$...${piece.name}`);
  return known?.kind === 'text'
    ? repeatDots(search, index, at, { env, text: known.text })
    : stretchDots(search, piece, { index, at, env });
}

function repeatDots(
  search: Search,
  index: number,
  at: number,
  known: { readonly env: Env; readonly text: string },
): Found {
  const end = at + known.text.length;
  const stands = same(search, at, known.text) && !splitsWord(search, at) && !splitsWord(search, end);
  return stands ? next(search, index, end, known.env) : undefined;
}

function stretchDots(
  search: Search,
  piece: Dots,
  place: { readonly index: number; readonly at: number; readonly env: Env },
): Found {
  const { index, at, env } = place;
  const { name, without } = piece;
  const crosses = piece.long || search.options.multiline;
  // In a pattern that is read line by line a long ellipsis may begin and end with line breaks.
  let node = piece.long ? skipSpace(search, at, crosses) : at;
  let end = at;
  while (search.steps >= 0) {
    // An ellipsis without a name that failed from here before fails again, however it came here.
    if (name === undefined && end > at && env.failed.has(keyOf(search, index, node))) return undefined;
    const bound = name === undefined ? env : bind(search, env, `$...${name}`, [at, end]);
    const found = afterDots(search, index, [end, piece.long], bound);
    if (found !== undefined) return found;
    const reached = search.text[node] === without ? -1 : nodeEnd(search, node, crosses, 0);
    if (reached === -1) return undefined;
    end = reached;
    node = skipSpace(search, reached, crosses);
  }
  return undefined;
}

/** Goes on after an ellipsis; after a long one line breaks may come first. */
function afterDots(search: Search, index: number, [end, long]: readonly [number, boolean], env: Env): Found {
  const found = next(search, index, end, env);
  if (found !== undefined || !long || search.options.multiline) return found;
  const later = skipSpace(search, end, true);
  return later === end ? undefined : next(search, index, later, env);
}

const splitsWord = (search: Search, at: number): boolean => isWordAt(search, at) && isWordAt(search, at - 1);

/** Returns the end of one word, one pair of braces with what is in it, or one other character; -1 at white space. */
function nodeEnd(search: Search, at: number, lines: boolean, depth: number): number {
  search.steps--;
  const char = search.text[at];
  if (char === undefined || isSpace(char)) return -1;
  if (isWordAt(search, at)) return wordEnd(search, at);
  const close = search.options.braces.get(char);
  if (close === undefined || depth > deepest) return at + 1;
  const memory = lines ? search.nodes.long : search.nodes.short;
  const before = memory.get(at);
  if (before !== undefined) return before;
  const end = bracesEnd(search, at, { close, lines, depth });
  memory.set(at, end === -1 ? at + 1 : end);
  return end === -1 ? at + 1 : end;
}

function bracesEnd(
  search: Search,
  at: number,
  braces: { readonly close: string; readonly lines: boolean; readonly depth: number },
): number {
  let place = skipSpace(search, at + 1, braces.lines);
  while (search.steps >= 0) {
    if (search.text[place] === braces.close) return place + 1;
    const end = nodeEnd(search, place, braces.lines, braces.depth + 1);
    if (end === -1) return -1;
    place = skipSpace(search, end, braces.lines);
  }
  return -1;
}
