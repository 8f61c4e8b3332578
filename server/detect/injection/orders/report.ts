/** Says what a judgement means: its severity and its features in words. Pure. */
import type { Severity } from '../../../../common/finding.ts';
import type { Judgement } from './judgement.ts';

/** From which score on a text is how grave; below the first it is not worth a word. */
const steps: readonly (readonly [number, Severity])[] = [
  [7, 'critical'],
  [3.2, 'high'],
  [2, 'medium'],
  [1.5, 'info'],
];

/** In a long text more words stand near each other by chance. */
const long = 2_000;
const chance = 0.3;

/** Returns how grave a score is in a text of a size, or nothing when it says nothing. */
export function severityOf(score: number, size: number): Severity | undefined {
  const weighed = size > long ? score - chance : score;
  return steps.find(([least]) => weighed >= least)?.[1];
}

/** Returns the features of a judgement as the end of a sentence that starts with "It". */
export function spokenFeatures({ features }: Judgement): string {
  const said = features.slice(0, 5).map(feature => feature.said);
  const last = said.at(-1) ?? '';
  return said.length < 2 ? last : `${said.slice(0, -1).join(', ')} and ${last}`;
}
