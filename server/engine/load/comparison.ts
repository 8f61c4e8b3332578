/** Comparisons of metavariables: parsed once with the rule, evaluated at each match. */
import { failure, success, type Result } from '../../../common/result.ts';
import type { SafeRegex } from '../regex/compile.ts';
import { evaluate, type Held } from './evaluate.ts';
import { parseExpression, type Expression } from './expression.ts';

/** Is a comparison ready to be evaluated. */
export type Comparison = Expression;

/** Holds how a rule wants numbers read, and the present in milliseconds for `today()`. */
export interface CompareSettings {
  readonly strip: boolean;
  readonly base: number | undefined;
  readonly now?: number;
  /** Tells whether a regex is found in a text, for those who count what that costs. */
  readonly find?: (regex: SafeRegex, text: string) => boolean;
}

/** Parses a comparison, or says what of it the engine does not know. */
export function parseComparison(text: string): Result<Comparison> {
  const parsed = parseExpression(text);
  if (parsed.ok) return success(parsed.expression);
  return failure({
    source: 'comparison',
    message: `The comparison cannot be read: ${parsed.message}.`,
    remedy:
      'Use metavariables, texts, numbers, lists, arithmetic, comparisons, and/or/not, int(), str(), len(), re.match().',
  });
}

/** Tells whether a comparison holds for what its metavariables hold; what can't be compared is false. */
export function compareWith(
  comparison: Comparison,
  { strip, base, now = Date.now(), find = (regex, text) => regex.test(text) }: CompareSettings,
  lookup: (metavariable: string) => Held | undefined,
): boolean {
  return evaluate(comparison, { lookup, now, strip, base, find });
}
