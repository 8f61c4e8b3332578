/** The form of a structured token: literals that it cannot be without, and one pattern. Types and maker only. */
import type { Severity } from '../../../common/finding.ts';
import type { Proof } from './checksums.ts';

/** Lists the families of tokens; each is a rule. */
export const families = [
  'source-host',
  'cloud',
  'ai',
  'registry',
  'messaging',
  'payment',
  'operations',
  'service',
] as const;
/** Names a family of tokens. */
export type Family = (typeof families)[number];

/** Is the form of a token. */
export interface TokenShape {
  /** What it is, with its article: `a GitHub token`. */
  readonly kind: string;
  readonly family: Family;
  /** Lower-case literals, one of which every such token holds. */
  readonly anchors: readonly string[];
  /** How many characters of the token may stand before the literal. */
  readonly back: readonly number[];
  /** Matches the token from its start; the last group, or all of it, is what must look drawn at random. */
  readonly pattern: RegExp;
  /** May follow on a word, as in an address. */
  readonly glued?: boolean;
  readonly prove?: (token: string, match: RegExpExecArray) => Proof;
  /** Weighs less than a key that opens an account: test modes, mere identifiers, publishable keys. */
  readonly severity?: Severity;
}

/** Makes shapes of a family out of rows. */
export const shapesOf =
  (family: Family) =>
  (...[kind, anchors, pattern, more]: ShapeRow): TokenShape => ({
    kind,
    family,
    anchors: typeof anchors === 'string' ? [anchors] : anchors,
    back: [0],
    // A token ends where neither letters nor digits go on.
    pattern: new RegExp(`(?:${pattern.source})(?![A-Za-z0-9_])`, `y${pattern.flags}`),
    ...more,
  });

type ShapeRow = readonly [
  kind: string,
  anchors: string | readonly string[],
  pattern: RegExp,
  more?: Partial<Pick<TokenShape, 'back' | 'glued' | 'prove' | 'severity'>>,
];
