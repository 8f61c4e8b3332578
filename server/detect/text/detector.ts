/** Runs rules on the texts of an event. Pure; what a topic finds is its rules' business. */
import type { Finding } from '../../../common/finding.ts';
import type { Detector } from '../../pipeline/types.ts';
import { findingFrom } from '../rule.ts';
import { positionsOf } from '../settings/document.ts';
import type { Spot, TextRule } from './rule.ts';
import type { TextSource } from './source.ts';
import { textsOf } from './textsOf.ts';

/** More findings of one rule in one text say nothing new. */
const mostSpots = 20;

/** Creates the detector of a topic. */
export const textDetector = (id: string, rules: readonly TextRule[]): Detector => ({
  id,
  detect: observation => textsOf(observation).flatMap(source => findInText(rules, source)),
});

/** Finds what rules report of one text; where the text replaces another, only what is new. */
export function findInText(rules: readonly TextRule[], source: TextSource): readonly Finding[] {
  const positionOf = positionsOf(source.text);
  // One object for all rules, so that what several rules share is worked out once.
  const earlier =
    source.before === undefined ? undefined : { ...source, text: source.before, before: undefined };
  return rules
    .filter(rule => rule.surfaces.includes(source.surface))
    .flatMap(rule => newSpots(rule, source, earlier).map(spot => findingAt(rule, spot, source, positionOf)));
}

/** Spots are compared by their text, so that moving a line makes nothing new. */
function newSpots(rule: TextRule, source: TextSource, earlier: TextSource | undefined): readonly Spot[] {
  const spots = rule.find(source);
  if (spots.length === 0 || earlier === undefined) return spots.slice(0, mostSpots);
  const known = new Map<string, number>();
  for (const spot of rule.find(earlier)) {
    const print = printOf(spot, earlier.text);
    known.set(print, (known.get(print) ?? 0) + 1);
  }
  const fresh = spots.filter(spot => {
    const print = printOf(spot, source.text);
    const count = known.get(print) ?? 0;
    if (count > 0) known.set(print, count - 1);
    return count === 0;
  });
  return fresh.slice(0, mostSpots);
}

const printOf = ({ print, start, end }: Spot, text: string): string => print ?? text.slice(start, end);

function findingAt(
  rule: TextRule,
  { start, end, severity, confidence, detail, fix }: Spot,
  source: TextSource,
  positionOf: ReturnType<typeof positionsOf>,
): Finding {
  const span = { start: positionOf(start), end: positionOf(end) };
  return findingFrom(rule, {
    path: source.path,
    ...span,
    ...(severity === undefined ? {} : { severity }),
    ...(confidence === undefined ? {} : { confidence }),
    ...(detail === undefined ? {} : { detail }),
    // Only a file can be mended in place.
    ...(fix === undefined || source.path === '' ? {} : { fix: { ...fix, ...span } }),
  });
}
