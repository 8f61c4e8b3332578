/** Excuses findings by what the team signed: rules that are off, and waivers in their time. Pure. */
import type { Finding } from '../../../common/finding.ts';
import type { TeamProfile } from '../../../common/profile.ts';
import { plainPlaces, rulingOf } from '../../layers/rulings.ts';

/** Is findings, parted. */
export interface Excused {
  readonly counted: readonly Finding[];
  readonly waived: readonly Finding[];
}

/** Parts findings from those that are waived; what a rule that is off found is left out, severities are set. */
export function excuse(findings: readonly Finding[], profile: TeamProfile, now: number): Excused {
  const rule = rulingOf([{ layer: 'floor', folder: '', profile, problems: [] }], now);
  if (rule === undefined) return { counted: findings, waived: [] };
  const ruled = findings.flatMap(finding => rule(finding, plainPlaces) ?? []);
  return {
    counted: ruled.filter(({ waived }) => waived === undefined),
    waived: ruled.filter(({ waived }) => waived !== undefined),
  };
}
