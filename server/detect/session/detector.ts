/** Finds what is dangerous only in the light of what a session did before. Pure; one rule a file in rules/. */
import type { Detector } from '../../pipeline/types.ts';
import { findingFrom } from '../rule.ts';
import type { SessionRule } from './rule.ts';
import { drip } from './rules/drip.ts';
import { runaway } from './rules/runaway.ts';
import { secretEgress } from './rules/secretEgress.ts';

/** Lists the rules on sessions. */
export const sessionRules: readonly SessionRule[] = [secretEgress, drip, runaway];

/** Finds what the rules on sessions describe; nothing for an event of no session. */
export const sessionDetector: Detector = {
  id: 'session',
  detect: observation => {
    const { session } = observation;
    if (session === undefined) return [];
    return sessionRules.flatMap(rule => {
      const severity = rule.find(observation, session);
      return severity === undefined ? [] : [findingFrom(rule, { severity })];
    });
  },
};
