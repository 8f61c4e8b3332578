/** What the model of orders answers. Types only. */

/** Is a feature at its place. */
export interface Hit {
  readonly id: string;
  readonly said: string;
  readonly weight: number;
  readonly start: number;
  readonly end: number;
}

/** Says how much a stretch of text weighs as orders, and why. */
export interface Judgement {
  readonly score: number;
  readonly start: number;
  readonly end: number;
  /** Its features, the heaviest first, each once. */
  readonly features: readonly Hit[];
}
