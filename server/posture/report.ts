/** Puts the comparison of all settings together: which level is in force, what a team adds to it. Pure. */
import type { TeamProfile } from '../../common/profile.ts';
import type { LevelSummary, PostureReport, SeenSetting, SeenSettings } from '../../common/posture.ts';
import { profiles, type Profile } from '../../common/settings.ts';
import { levels, settingOf } from './catalogue.ts';
import { compareSetting, worstFirst, type CompareOptions, type Expectation } from './compare.ts';

/** Is what a team, or the user for every folder, asks for; never what a workspace asks for. */
export type TeamPosture = Pick<TeamProfile, 'level' | 'settings'>;

/** Says what is in force. */
export interface InForce {
  /** The level that the user chose. */
  readonly profile: Profile;
  readonly team: TeamPosture;
  readonly trusted: boolean;
}

/** Returns the level in force: the stricter of the user's and the team's. */
export function levelInForce({
  profile,
  team,
}: Pick<InForce, 'profile' | 'team'>): Pick<PostureReport, 'level' | 'from'> {
  const asked = team.level;
  return asked !== undefined && profiles.indexOf(asked) > profiles.indexOf(profile)
    ? { level: asked, from: 'team' }
    : { level: profile, from: 'user' };
}

/** Returns everything that is expected at a level; what a team says of a setting replaces what the level says. */
export function expectationsOf(level: Profile, team: TeamPosture = {}): readonly Expectation[] {
  const { expect, userDecides } = levels[level];
  const asked = team.settings ?? {};
  const ready = Object.entries(expect)
    .filter(([key]) => !Object.hasOwn(asked, key))
    .map(([key, expected]) => ({
      setting: settingOf(key),
      expected,
      userDecides: userDecides.includes(key),
    }));
  const own = Object.entries(asked).map(([key, expected]) => ({
    setting: settingOf(key),
    expected,
    userDecides: false,
  }));
  return [...ready, ...own];
}

/** Lists the settings that the editor is asked for: those of every level, so that each can be summed up. */
export const keysOf = (team: TeamPosture): readonly string[] => [
  ...new Set([
    ...profiles.flatMap(level => Object.keys(levels[level].expect)),
    ...Object.keys(team.settings ?? {}),
  ]),
];

/** Compares everything. */
export function postureReport(seen: SeenSettings, force: InForce, options: CompareOptions): PostureReport {
  const byKey = new Map(seen.settings.map(setting => [setting.key, setting]));
  const { level, from } = levelInForce(force);
  const expectations = expectationsOf(level, force.team);
  return {
    level,
    from,
    trusted: force.trusted,
    levels: profiles.map(each => summary(each, byKey, options)),
    lines: worstFirst(expectations.map(each => compareSetting(each, byKey.get(each.setting.key), options))),
  };
}

function summary(
  level: Profile,
  seen: ReadonlyMap<string, SeenSetting>,
  options: CompareOptions,
): LevelSummary {
  const lines = expectationsOf(level).map(each => compareSetting(each, seen.get(each.setting.key), options));
  const known = lines.filter(({ state }) => state !== 'unknown');
  return {
    level,
    about: levels[level].about,
    settings: lines.length,
    known: known.length,
    holding: known.filter(({ state }) => state === 'holds' || state === 'locked').length,
  };
}
