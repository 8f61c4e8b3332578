/** Patterns of the ordinary generic engine: words and punctuation with metavariables and ellipses, nested by indentation. */
import { failure, success } from '../../../common/result.ts';
import type { Result } from '../../../common/result.ts';
import { tokenize } from './document.ts';
import type { Atom } from './document.ts';

/** Is one piece of a pattern. `id` is unique in it. */
export type Piece =
  | { readonly kind: 'atom'; readonly id: number; readonly atom: Atom }
  | { readonly kind: 'metavar'; readonly id: number; readonly name: string }
  /** `...`, or `$...X` with a name. */
  | { readonly kind: 'dots'; readonly id: number; readonly name: string | undefined }
  | { readonly kind: 'block'; readonly id: number; readonly pieces: readonly Piece[] };

/** Is how many pieces a pattern may have. */
const mostPieces = 1_000;

/** Parses a pattern. */
export function parsePattern(pattern: string): Result<readonly Piece[]> {
  const { atoms, lines } = tokenize(pattern);
  let id = 0;
  const root: Piece[] = [];
  const blocks: { readonly pieces: Piece[]; readonly indent: number }[] = [{ pieces: root, indent: 0 }];
  for (const line of lines) {
    while (blocks.length > 1 && line.indent < (blocks.at(-1)?.indent ?? 0)) blocks.pop();
    let top = blocks.at(-1);
    if (top !== undefined && line.indent > top.indent) {
      const pieces: Piece[] = [];
      top.pieces.push({ kind: 'block', id: id++, pieces });
      top = { pieces, indent: line.indent };
      blocks.push(top);
    }
    for (let at = line.from; at < line.to;) {
      const [piece, width] = readPiece(atoms, at, line.to, id++);
      top?.pieces.push(piece);
      at += width;
    }
  }
  return check(pattern, root, id);
}

function check(pattern: string, root: readonly Piece[], count: number): Result<readonly Piece[]> {
  const refuse = (message: string, remedy: string): Result<never> =>
    failure({ source: pattern, message, remedy });
  if (count === 0) return refuse('The pattern is empty.', 'Write what to look for.');
  if (count > mostPieces) return refuse('The pattern is too long.', 'Look for less.');
  if (hasRivals(root))
    return refuse(
      'An ellipsis stands directly before $...X, so it is undecided which holds what.',
      'Remove one of the two.',
    );
  return success(root);
}

/** Returns the words that any match holds. */
export const wordsOf = (pieces: readonly Piece[]): readonly string[] =>
  pieces.flatMap(piece => {
    if (piece.kind === 'block') return wordsOf(piece.pieces);
    return piece.kind === 'atom' && piece.atom.kind === 'word' ? [piece.atom.text] : [];
  });

function readPiece(atoms: readonly Atom[], at: number, to: number, id: number): readonly [Piece, number] {
  const atom = atoms[at];
  const dots = dotsFrom(atoms, at, to);
  // Four dots and more are dots; exactly three are an ellipsis.
  if (dots === 3) return [{ kind: 'dots', id, name: undefined }, 3];
  if (atom?.text === '$') {
    const single = nameAt(atoms, at + 1, to, atom.end);
    if (single !== undefined) return [{ kind: 'metavar', id, name: single }, 2];
    if (dotsFrom(atoms, at + 1, to) === 3 && atoms[at + 1]?.start === atom.end) {
      const many = nameAt(atoms, at + 4, to, atom.end + 3);
      if (many !== undefined) return [{ kind: 'dots', id, name: many }, 5];
    }
  }
  if (atom === undefined) return [{ kind: 'dots', id, name: undefined }, 1];
  return [{ kind: 'atom', id, atom }, 1];
}

/** Counts the dots that touch one another from a place on; none when the place is not their first. */
function dotsFrom(atoms: readonly Atom[], at: number, to: number): number {
  const before = atoms[at - 1];
  if (before?.text === '.' && before.end === atoms[at]?.start) return 0;
  let count = 0;
  while (at + count < to && atoms[at + count]?.text === '.') {
    if (count > 0 && atoms[at + count]?.start !== atoms[at + count - 1]?.end) break;
    count++;
  }
  return count;
}

function nameAt(atoms: readonly Atom[], at: number, to: number, start: number): string | undefined {
  const atom = atoms[at];
  if (at >= to || atom?.kind !== 'word' || atom.start !== start) return undefined;
  return /^[A-Z]/.test(atom.text) ? atom.text : undefined;
}

function hasRivals(pieces: readonly Piece[]): boolean {
  return pieces.some((piece, index) => {
    if (piece.kind === 'block') return hasRivals(piece.pieces);
    const next = pieces[index + 1];
    return piece.kind === 'dots' && next?.kind === 'dots' && next.name !== undefined;
  });
}
