/** The generic engine: patterns over any text, for what has no grammar. */
import { success } from '../../../common/result.ts';
import type { Result } from '../../../common/result.ts';
import type { Match } from '../match/match.ts';
import type { RuleOptions } from '../rule.ts';
import { parseAlien, readAlienOptions } from './alien.ts';
import type { AlienOptions, AlienPiece } from './alien.ts';
import { searchAlien } from './alienSearch.ts';
import { blankComments } from './comments.ts';
import type { CommentStyle } from './comments.ts';
import { readDocument } from './document.ts';
import type { Document } from './document.ts';
import { parsePattern, wordsOf } from './pattern.ts';
import type { Piece } from './pattern.ts';
import { searchDocument } from './search.ts';

/** Is a pattern ready to be searched for. */
export type GenericPattern = {
  /** Words that any match holds, as they are written. */
  readonly literals: readonly string[];
} & (
  | {
      readonly engine: 'spacegrep';
      readonly pieces: readonly Piece[];
      readonly caseless: boolean;
      readonly span: number;
      readonly comments: CommentStyle | undefined;
    }
  | { readonly engine: 'aliengrep'; readonly pieces: readonly AlienPiece[]; readonly options: AlienOptions }
);

/** Holds all matches; not `complete` when the budget ended the search before the text did. */
export interface GenericScan {
  readonly matches: readonly Match[];
  readonly complete: boolean;
  /** Is how many steps it took. */
  readonly steps: number;
}

/** Is how many steps a search may take: some, and some more for each character of an ordinary file. */
const stepsOf = (text: string): number => 500_000 + 10 * Math.min(text.length, 100_000);

/** Compiles a pattern. */
export function compileGeneric(pattern: string, options: RuleOptions): Result<GenericPattern> {
  if (options.generic_engine === 'aliengrep') {
    const read = readAlienOptions(options);
    if (!read.ok) return read;
    const pieces = parseAlien(pattern, read.value);
    if (!pieces.ok) return pieces;
    const words = pieces.value.flatMap(piece => (piece.kind === 'word' ? [piece.text] : []));
    const literals = read.value.caseless ? [] : [...new Set(words)];
    return success({ engine: 'aliengrep', pieces: pieces.value, options: read.value, literals });
  }
  const pieces = parsePattern(pattern);
  if (!pieces.ok) return pieces;
  const caseless = options.generic_caseless;
  return success({
    engine: 'spacegrep',
    pieces: pieces.value,
    caseless,
    literals: caseless ? [] : [...new Set(wordsOf(pieces.value))],
    span: options.generic_ellipsis_max_span,
    comments: options.generic_comment_style,
  });
}

/** Returns all matches of a pattern in a text, in order. */
export const matchGeneric = (pattern: GenericPattern, text: string): readonly Match[] =>
  scanGeneric(pattern, text).matches;

/** Returns all matches of a pattern in a text, in order, and whether the whole text was searched. */
export function scanGeneric(pattern: GenericPattern, text: string): GenericScan {
  if (!pattern.literals.every(word => text.includes(word))) return { matches: [], complete: true, steps: 0 };
  const budget = stepsOf(text);
  if (pattern.engine === 'aliengrep') return searchAlien(pattern.pieces, pattern.options, { text, budget });
  const { caseless, span } = pattern;
  return searchDocument(pattern.pieces, documentOf(text, pattern.comments), { caseless, span, budget });
}

// A file is searched for many patterns in a row: its last reading is kept.
let latest:
  | { readonly text: string; readonly comments: CommentStyle | undefined; readonly document: Document }
  | undefined;

function documentOf(text: string, comments: CommentStyle | undefined): Document {
  if (latest?.text === text && latest.comments === comments) return latest.document;
  const document = readDocument(comments === undefined ? text : blankComments(text, comments));
  latest = { text, comments, document };
  return document;
}
