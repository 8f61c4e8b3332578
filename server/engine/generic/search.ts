/**
 * Matches a pattern of the ordinary generic engine in a document. Blocks of the document are transparent to flat patterns;
 * a block of the pattern must be a block there. An ellipsis skips atoms for a number of lines and stays in its block.
 */
import type { Bound, Match } from '../match/match.ts';
import type { Atom, Block, Document } from './document.ts';
import type { Piece } from './pattern.ts';

/** Says how to search. */
export interface SearchOptions {
  readonly caseless: boolean;
  /** How many lines an ellipsis may span. */
  readonly span: number;
  /** How many steps a search may take. */
  readonly budget: number;
}

/** Is what metavariables hold, with the places from which no match followed: the same bindings fail there again. */
interface Env {
  readonly bindings: ReadonlyMap<string, Bound>;
  readonly failed: Map<Block, Set<number>>;
}

/** Is an ellipsis in progress. */
interface Dots {
  readonly lastLine: number;
  /** What it has skipped so far. */
  readonly from: number;
  readonly to: number;
  readonly name: string | undefined;
}

interface Cursor {
  readonly at: number;
  readonly block: Block;
}

/** Is where the last matched atom ends, and its line. */
interface Last {
  readonly end: number;
  readonly line: number;
}

type Found = { readonly env: Env; readonly last: Last } | undefined;

/** Is the part of a pattern that is left, and the block in which the search runs. */
interface Task {
  readonly pieces: readonly Piece[];
  readonly whole: boolean;
  readonly boundary: Block;
}

interface Search {
  readonly document: Document;
  readonly options: SearchOptions;
  steps: number;
}

/** Returns all matches in order, and whether the search ran to its end. Of matches that end alike the shortest counts. */
export function searchDocument(
  pieces: readonly Piece[],
  document: Document,
  options: SearchOptions,
): { readonly matches: readonly Match[]; readonly complete: boolean; readonly steps: number } {
  const search: Search = { document, options, steps: options.budget };
  const nothing: Env = { bindings: new Map(), failed: new Map() };
  const byEnd = new Map<number, Match>();
  for (const at of startsOf(pieces, search)) {
    const start = document.atoms[at];
    const boundary = document.home[at];
    if (start === undefined || boundary === undefined || search.steps < 0) break;
    const last = { end: start.start, line: start.line };
    const found = follow(
      search,
      { pieces, whole: true, boundary },
      { index: 0, cursor: { at, block: boundary }, last, env: nothing },
    );
    if (found === undefined) continue;
    byEnd.delete(found.last.end);
    byEnd.set(found.last.end, {
      start: start.start,
      end: Math.max(found.last.end, start.start),
      bindings: found.env.bindings,
    });
  }
  const steps = options.budget - Math.max(0, search.steps);
  return { matches: [...byEnd.values()], complete: search.steps >= 0, steps };
}

/** Yields the atoms at which a pattern can begin; one that begins with an ellipsis begins where a block does. */
function* startsOf(pieces: readonly Piece[], search: Search): Iterable<number> {
  const { atoms, opening } = search.document;
  const [first] = pieces;
  const canBegin = (atom: Atom, at: number): boolean => {
    if (first?.kind === 'atom') return sameAtom(search, first.atom, atom);
    if (first?.kind === 'metavar') return atom.kind === 'word';
    return first?.kind !== 'dots' || at === 0 || opening.has(at);
  };
  for (const [at, atom] of atoms.entries()) if (canBegin(atom, at)) yield at;
}

function sameAtom(search: Search, pattern: Atom, atom: Atom): boolean {
  if (pattern.kind !== atom.kind) return false;
  if (pattern.text === atom.text) return true;
  return search.options.caseless && pattern.text.toLowerCase() === atom.text.toLowerCase();
}

interface Place {
  readonly index: number;
  readonly cursor: Cursor;
  readonly last: Last;
  readonly env: Env;
}

/** Matches the rest of a pattern from a place, with no ellipsis in progress. Remembers failures. */
function follow(search: Search, task: Task, place: Place): Found {
  const { document } = search;
  const { at, block } = place.cursor;
  const piece = task.pieces[place.index];
  const before = document.atoms[at - 1];
  // Only where the place alone says what was matched last, and in which block.
  const failed =
    piece !== undefined && before?.end === place.last.end && block === document.home[at - 1]
      ? failuresIn(place.env, task.boundary)
      : undefined;
  const key = (piece?.id ?? 0) * (document.atoms.length + 1) + at;
  if (failed?.has(key) === true) return undefined;
  const found = advance(search, task, place);
  if (found === undefined) failed?.add(key);
  return found;
}

function failuresIn(env: Env, boundary: Block): Set<number> {
  const before = env.failed.get(boundary);
  if (before !== undefined) return before;
  const failed = new Set<number>();
  env.failed.set(boundary, failed);
  return failed;
}

function advance(search: Search, task: Task, place: Place): Found {
  let { cursor, index } = place;
  let dots: Dots | undefined;
  for (;;) {
    if (--search.steps < 0) return undefined;
    const piece = task.pieces[index];
    if (piece === undefined) return finish(search, task, { ...place, cursor }, dots);
    if (piece.kind === 'dots') {
      dots = extendDots(search, dots, piece.name, place.last);
      index++;
      continue;
    }
    if (piece.kind === 'block') {
      const next = intoBlock(search, task, { ...place, index, cursor }, dots);
      if (next !== 'skip') return next;
    } else {
      const inner = descend(search, task, cursor);
      if (inner === undefined) return undefined;
      cursor = inner;
      const found = matchAtom(search, task, { ...place, index, cursor }, dots);
      if (found !== undefined) return found;
    }
    // What doesn't match is skipped while an ellipsis allows.
    const atom = search.document.atoms[cursor.at];
    if (dots === undefined || atom === undefined || atom.line > dots.lastLine) return undefined;
    dots = { ...dots, to: atom.end };
    cursor = { at: cursor.at + 1, block: cursor.block };
  }
}

/** Goes out of blocks that have ended and into those that begin, to the next atom. */
function descend(search: Search, task: Task, cursor: Cursor): Cursor | undefined {
  const { home } = search.document;
  let { block } = cursor;
  while (cursor.at >= block.end) {
    if (block === task.boundary || block.parent === undefined) return undefined;
    block = block.parent;
  }
  return { at: cursor.at, block: home[cursor.at] ?? block };
}

function extendDots(search: Search, dots: Dots | undefined, name: string | undefined, last: Last): Dots {
  const { span } = search.options;
  if (dots !== undefined) return { ...dots, lastLine: dots.lastLine + span };
  return { lastLine: last.line + span, from: last.end, to: last.end, name };
}

/** Binds what an ellipsis with a name has skipped. Undefined when the name holds another text already. */
function closeDots(search: Search, dots: Dots | undefined, env: Env): Env | undefined {
  if (dots?.name === undefined) return env;
  return bind(search, env, `$...${dots.name}`, [dots.from, dots.to]);
}

function bind(search: Search, env: Env, name: string, range: readonly [number, number]): Env | undefined {
  const [start, end] = range;
  const text = search.document.text.slice(start, end);
  const before = env.bindings.get(name);
  if (before?.kind === 'text') return before.text === text ? env : undefined;
  return { bindings: new Map(env.bindings).set(name, { kind: 'text', text, start, end }), failed: new Map() };
}

function matchAtom(search: Search, task: Task, place: Place, dots: Dots | undefined): Found {
  const piece = task.pieces[place.index];
  const atom = search.document.atoms[place.cursor.at];
  if (atom === undefined || piece === undefined || (dots !== undefined && atom.line > dots.lastLine))
    return undefined;
  if (piece.kind === 'atom' && !sameAtom(search, piece.atom, atom)) return undefined;
  if (piece.kind === 'metavar' && atom.kind !== 'word') return undefined;
  const closed = closeDots(search, dots, place.env);
  const env =
    closed !== undefined && piece.kind === 'metavar'
      ? bind(search, closed, `$${piece.name}`, [atom.start, atom.end])
      : closed;
  if (env === undefined) return undefined;
  return follow(search, task, {
    index: place.index + 1,
    cursor: { at: place.cursor.at + 1, block: place.cursor.block },
    last: atom,
    env,
  });
}

/** Says whether pieces can match no atom at all. */
const canBeEmpty = (pieces: readonly Piece[]): boolean =>
  pieces.every(piece => piece.kind === 'dots' || (piece.kind === 'block' && canBeEmpty(piece.pieces)));

/** Matches a block of the pattern with the block that begins here; 'skip' when an ellipsis may pass this atom over. */
function intoBlock(search: Search, task: Task, place: Place, dots: Dots | undefined): Found | 'skip' {
  const { cursor, index } = place;
  const piece = task.pieces[index];
  if (piece?.kind !== 'block') return undefined;
  if (cursor.at >= cursor.block.end)
    return canBeEmpty(task.pieces.slice(index)) ? complete(search, place, dots, place.last) : undefined;
  const block = search.document.opening.get(cursor.at)?.find(candidate => candidate.parent === cursor.block);
  if (block !== undefined) return matchBlock(search, task, place, { pieces: piece.pieces, block, dots });
  const atom = search.document.atoms[cursor.at];
  if (dots !== undefined && atom !== undefined && atom.line <= dots.lastLine) return 'skip';
  const env = closeDots(search, dots, place.env);
  if (env === undefined || !canBeEmpty(piece.pieces)) return undefined;
  return follow(search, task, { ...place, env, index: index + 1 });
}

function matchBlock(
  search: Search,
  task: Task,
  place: Place,
  inner: { readonly pieces: readonly Piece[]; readonly block: Block; readonly dots: Dots | undefined },
): Found {
  const { pieces, block, dots } = inner;
  const env = closeDots(search, dots, place.env);
  if (env === undefined) return undefined;
  const inside: Task = { pieces, whole: false, boundary: block };
  const cursor = { at: place.cursor.at, block };
  const found = advance(search, inside, { index: 0, cursor, last: place.last, env });
  if (found === undefined) return undefined;
  return follow(search, task, {
    ...found,
    index: place.index + 1,
    cursor: { at: block.end, block: place.cursor.block },
  });
}

/** Ends a pattern: the whole one may end anywhere, a block of it where the document's block does, or in an ellipsis. */
function finish(search: Search, task: Task, place: Place, dots: Dots | undefined): Found {
  const { cursor, last, env } = place;
  const ended = cursor.at >= cursor.block.end;
  if (dots === undefined) return task.whole || ended ? { env, last } : undefined;
  let end: Last = last;
  for (let at = cursor.at; at < cursor.block.end; at++) {
    const atom = search.document.atoms[at];
    if (atom === undefined || atom.line > dots.lastLine) break;
    end = atom;
    search.steps--;
  }
  return complete(search, place, dots, end);
}

function complete(search: Search, place: Place, dots: Dots | undefined, last: Last): Found {
  const reached = dots === undefined ? undefined : { ...dots, to: Math.max(dots.to, last.end) };
  const env = closeDots(search, reached, place.env);
  return env === undefined ? undefined : { env, last };
}
