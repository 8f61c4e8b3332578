/** The user's `ringfence.*` settings, parsed at the border. Must import nothing outside common/. */
import { severities, type Severity } from './finding.ts';

/** Lists profiles from most lenient to strictest. */
export const profiles = ['observe', 'balanced', 'locked'] as const;
/** Names how strictly the built-in policy acts: record only, hold risky changes, or hold and neutralise at open. */
export type Profile = (typeof profiles)[number];

/** Holds the settings of findings in code. */
export interface CodeSettings {
  readonly enabled: boolean;
  /** Findings below it are not shown. */
  readonly minimumSeverity: Severity;
  /** Bundled packs by name; undefined: all of them. */
  readonly packs?: readonly string[];
  /** Further rule files and folders: absolute, or from the home folder with `~/`. */
  readonly rules: readonly string[];
  /** Rules that are off, by id. */
  readonly disabledRules: readonly string[];
}

/** Holds the settings that the guard needs. */
export interface GuardSettings {
  readonly profile: Profile;
  /** Diagnostics on risky keys of open configuration files, and on secrets, hidden orders and packages in open texts. */
  readonly diagnostics: boolean;
  /** Writes beside hidden characters which they are. */
  readonly hiddenText: boolean;
  /** What agents' hooks answer when no guard can judge: refuse what may do harm, or everything. */
  readonly onUnavailable: 'default' | 'deny';
  readonly code: CodeSettings;
}

/** Is what applies when nothing is set. */
export const defaultSettings: GuardSettings = {
  profile: 'balanced',
  diagnostics: true,
  hiddenText: true,
  onUnavailable: 'default',
  code: { enabled: true, minimumSeverity: 'low', rules: [], disabledRules: [] },
};

/** Parses the `ringfence` section; a value of the wrong type falls back to its default. */
export function parseSettings(raw: unknown): GuardSettings {
  const section = fieldsOf(raw);
  const profile = profiles.find(name => name === section['profile']) ?? defaultSettings.profile;
  return {
    profile,
    diagnostics: flag(section['diagnostics'], defaultSettings.diagnostics),
    hiddenText: flag(section['hiddenText'], defaultSettings.hiddenText),
    onUnavailable: section['onUnavailable'] === 'deny' ? 'deny' : 'default',
    code: parseCode(fieldsOf(section['code'])),
  };
}

function parseCode(section: Readonly<Record<string, unknown>>): CodeSettings {
  const { enabled, minimumSeverity } = defaultSettings.code;
  const packs = texts(section['packs']);
  return {
    enabled: flag(section['enabled'], enabled),
    minimumSeverity: severities.find(name => name === section['minimumSeverity']) ?? minimumSeverity,
    ...(packs === undefined ? {} : { packs }),
    rules: texts(section['rules']) ?? [],
    disabledRules: texts(section['disabledRules']) ?? [],
  };
}

const flag = (raw: unknown, otherwise: boolean): boolean => (typeof raw === 'boolean' ? raw : otherwise);

/** Of a list that holds something else as well, the texts count. */
const texts = (raw: unknown): readonly string[] | undefined =>
  Array.isArray(raw) ? raw.filter(each => typeof each === 'string' && each !== '') : undefined;

const fieldsOf = (raw: unknown): Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null ? { ...raw } : {};
