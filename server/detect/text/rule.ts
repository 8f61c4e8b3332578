/** The shape of a rule on text: what it says of itself, and one pure function from a text to spots. Types only. */
import type { Confidence, Severity } from '../../../common/finding.ts';
import type { RuleInfo } from '../rule.ts';
import type { Surface, TextSource } from './source.ts';

/** Is a place in a text that a rule reports; offsets are UTF-16 units. */
export interface Spot {
  readonly start: number;
  readonly end: number;
  /** One sentence about this spot; never quotes the text. */
  readonly detail?: string;
  /** Weighs differently from its rule. */
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  /** Replaces the spot. */
  readonly fix?: { readonly title: string; readonly text: string };
  /** Tells equal spots of two versions of a file apart from new ones; the spot's own text when it is left out. */
  readonly print?: string;
}

/** Is a rule on text; one a file. */
export interface TextRule extends RuleInfo {
  /** Where it looks. */
  readonly surfaces: readonly Surface[];
  /** Returns what the text holds, best first. Pure, total, and linear in the size of the text. */
  readonly find: (source: TextSource) => readonly Spot[];
}
