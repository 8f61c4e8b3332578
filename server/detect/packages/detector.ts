/** Finds packages, and places that they come from, which nobody should install. Pure; one rule a file in rules/. */
import { textDetector } from '../text/detector.ts';
import type { TextRule } from '../text/rule.ts';
import { customIndex } from './rules/customIndex.ts';
import { lockSource } from './rules/lockSource.ts';
import { lookAlike } from './rules/lookAlike.ts';
import { outsideSource } from './rules/outsideSource.ts';
import { unknownName } from './rules/unknownName.ts';

/** Lists the rules on packages. */
export const packageRules: readonly TextRule[] = [
  lookAlike,
  unknownName,
  outsideSource,
  customIndex,
  lockSource,
];

/** Finds what the rules on packages describe. */
export const packagesDetector = textDetector('packages', packageRules);
