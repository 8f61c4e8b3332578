/** The shape of a text in disguise. Types only. */

/** Is a text in disguise, and what it says. */
export interface Decoded {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Completes "it is written …". */
  readonly how: string;
}
