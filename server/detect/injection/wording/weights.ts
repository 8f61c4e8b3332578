/** Holds the weights of the classifier, read once when first asked for. Data, made by scripts/wording.mjs. */
import data from '../../../../rules/injection/weights.json' with { type: 'json' };
import { places } from './traits.ts';

/** Are the weights of traits and what is added to each sum. */
export interface Weights {
  readonly bias: number;
  readonly scale: number;
  readonly ofTrait: Int8Array;
}

let known: Weights | undefined;

/** Returns the weights. */
export function weights(): Weights {
  known ??= { bias: data.bias, scale: data.scale, ofTrait: decoded(data.weights) };
  return known;
}

function decoded(text: string): Int8Array {
  const bytes = atob(text);
  const table = new Int8Array(places);
  for (let at = 0; at < places; at += 1) table[at] = bytes.charCodeAt(at);
  return table;
}
