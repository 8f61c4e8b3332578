/** The shape of a part of a document that is not shown. Types and bounds only. */

/** Is a part of a text that people do not see. */
export interface HiddenPart {
  readonly start: number;
  readonly end: number;
  /** What a model reads there, without marks. */
  readonly text: string;
  /** Completes "orders stand in …". */
  readonly where: string;
  /** Whether somebody took pains to hide it; a comment or a title hides things by the way. */
  readonly onPurpose: boolean;
}

/** Longer parts are read at their head. */
export const longestPart = 6_000;
