/** Finds secrets in what is written, read, taken in, run or sent. Pure; a finding never holds the secret. */
import { textDetector } from '../text/detector.ts';
import type { TextRule } from '../text/rule.ts';
import { privateKey } from './rules/privateKey.ts';

/** Lists the rules on secrets. */
export const secretRules: readonly TextRule[] = [privateKey];

/** Finds what the rules on secrets describe. */
export const secretsDetector = textDetector('secrets', secretRules);
