/** Excuses findings by what the team signed: rules that are off, and waivers in their time. Pure. */
import type { Finding } from '../../../common/finding.ts';
import { holdsAt, type TeamProfile } from '../../../common/profile.ts';
import { pathMatcher } from '../../engine/load/paths.ts';

/** Is findings, parted. */
export interface Excused {
  readonly counted: readonly Finding[];
  readonly waived: readonly Finding[];
}

/** Parts findings from those that are waived; what a rule that is off found is left out, severities are set. */
export function excuse(
  findings: readonly Finding[],
  { rules = {}, waivers = [] }: Pick<TeamProfile, 'rules' | 'waivers'>,
  now: number,
): Excused {
  const valid = waivers
    .filter(waiver => holdsAt(waiver, now))
    .map(({ rule, paths }) => ({
      rule,
      covers: paths === undefined ? () => true : pathMatcher({ include: paths, exclude: [] }),
    }));
  const kept = findings.flatMap(finding => {
    const override = rules[finding.ruleId];
    if (override === 'off') return [];
    return [override === undefined ? finding : { ...finding, severity: override }];
  });
  const isWaived = ({ ruleId, path }: Finding): boolean =>
    valid.some(({ rule, covers }) => rule === ruleId && covers(path));
  return { counted: kept.filter(finding => !isWaived(finding)), waived: kept.filter(isWaived) };
}
