/** A rule on what a session has done before: true when the event must not simply go on. */
import type { Observation, SessionHistory } from '../../pipeline/types.ts';
import type { Severity } from '../../../common/finding.ts';
import type { RuleInfo } from '../rule.ts';

/** Looks at an event together with its session's history; pure. */
export interface SessionRule extends RuleInfo {
  /** Returns the severity of what it found, or undefined. */
  readonly find: (observation: Observation, session: SessionHistory) => Severity | undefined;
}
