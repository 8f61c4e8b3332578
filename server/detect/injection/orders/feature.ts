/** The shape of a feature of orders, and how one is written down. */
import { shape, type Shape } from './shapes.ts';
import type { Setting } from './surfaces.ts';

/** Is a trait of texts that order agents about. */
export interface Feature {
  readonly id: string;
  /** Completes "the text …". */
  readonly said: string;
  /** Multiplies the weight of a shape, by what the text is. */
  readonly factor: Readonly<Record<Setting, number>>;
  readonly shapes: readonly { readonly weight: number; readonly steps: Shape }[];
}

/** In the order of `settings`: foreign, tool, instruction, written, prompt, hidden. */
type Factors = readonly [number, number, number, number, number, number];

/** Makes a feature; shapes stand with what each weighs. */
export function feature(
  id: string,
  said: string,
  factors: Factors,
  shapes: Readonly<Record<string, number>>,
): Feature {
  const [foreign, tool, instruction, written, prompt, hidden] = factors;
  return {
    id,
    said,
    factor: { foreign, tool, instruction, written, prompt, hidden },
    shapes: Object.entries(shapes).map(([text, weight]) => ({ weight, steps: shape(text) })),
  };
}
