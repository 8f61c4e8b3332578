/**
 * Applies what profiles say about rules to findings: other severities, rules that are off, waivers. Pure. A waived
 * finding stays, marked, so that it is in every record; policy does not act on it.
 */
import path from 'node:path';
import { compareSeverity, type Finding, type Severity, type WaivedBy } from '../../common/finding.ts';
import { grouped } from '../../common/grouped.ts';
import { holdsAt, type Waiver } from '../../common/profile.ts';
import { pathMatcher } from '../engine/load/paths.ts';
import type { ProfileOf } from './effective.ts';

/** Returns a finding as the layers want it; undefined when its rule is off. */
export type Rule = (finding: Finding, places: Places) => Finding | undefined;

/**
 * Returns where a finding is, relative to a root and canonical; undefined when it cannot be told or is outside, so that
 * no waiver of a path covers it.
 */
export type Places = (finding: Finding) => readonly string[] | undefined;

/** Returns what the layers make of findings at a moment; undefined when they say nothing, which costs nothing. */
export function rulingOf(layers: readonly ProfileOf[], now: number): Rule | undefined {
  const overrides = layers.flatMap(each =>
    Object.entries(each.profile.rules ?? {}).map(([rule, override]) => ({
      loosens: mayLoosen(each),
      rule,
      override,
    })),
  );
  const waivers = layers
    .flatMap(each => (mayLoosen(each) ? (each.profile.waivers ?? []) : []))
    .filter(waiver => holdsAt(waiver, now))
    .map(waiver => ({ waiver, covers: coverOf(waiver) }));
  if (overrides.length === 0 && waivers.length === 0) return undefined;
  const byRule = grouped(overrides, ({ rule }) => rule);
  return (finding, places) => {
    const severity = severityOf(finding, byRule.get(finding.ruleId) ?? []);
    if (severity === 'off') return undefined;
    const found = severity === finding.severity ? finding : { ...finding, severity };
    const excused = waivers.find(
      ({ waiver, covers }) => waiver.rule === finding.ruleId && covers(() => places(finding)),
    );
    return excused === undefined ? found : { ...found, waived: markOf(excused.waiver) };
  };
}

/** Only the floor may, and only while nothing is wrong with it. */
const mayLoosen = ({ layer, problems }: ProfileOf): boolean => layer === 'floor' && problems.length === 0;

const markOf = ({ reason, expires, approvedBy }: Waiver): WaivedBy => ({
  reason,
  expires,
  ...(approvedBy === undefined ? {} : { approvedBy }),
});

interface Override {
  readonly loosens: boolean;
  readonly override: Severity | 'off';
}

/** The floor's word stands in the place of the rule's own; whoever comes after it can only raise. */
function severityOf(finding: Finding, overrides: readonly Override[]): Severity | 'off' {
  return overrides.reduce<Severity | 'off'>((current, { loosens, override }) => {
    if (loosens) return override;
    if (override === 'off') return current;
    return current === 'off' || compareSeverity(override, current) > 0 ? override : current;
  }, finding.severity);
}

type Cover = (places: () => readonly string[] | undefined) => boolean;

function coverOf({ paths }: Waiver): Cover {
  if (paths === undefined) return () => true;
  const covers = pathMatcher({ include: paths.map(anchored), exclude: [] });
  return places => {
    const known = places();
    return known !== undefined && known.length > 0 && known.every(place => covers(place));
  };
}

/** As in .gitignore: a glob with a slash in it stands at the root, one without at every depth. */
const anchored = (glob: string): string =>
  glob.startsWith('/') || !glob.slice(0, -1).includes('/') ? glob : `/${glob}`;

/** Returns the place of a finding whose path is already relative to the root; for scans, which follow no links. */
export function plainPlaces({ path: name }: Finding): readonly string[] | undefined {
  const plain = path.posix.normalize(name.replaceAll('\\', '/'));
  const isInside = name !== '' && !/^(?:\.\.(?:\/|$)|\/|~|[a-z]:)/iu.test(plain);
  return isInside ? [plain] : undefined;
}
