/** The user's `ringfence.*` settings, parsed at the border. Must import nothing outside common/. */

/** Lists profiles from most lenient to strictest. */
export const profiles = ['observe', 'balanced', 'locked'] as const;
/** Names how strictly the built-in policy acts: record only, hold risky changes, or hold and neutralise at open. */
export type Profile = (typeof profiles)[number];

/** Holds the settings that the guard needs. */
export interface GuardSettings {
  readonly profile: Profile;
  /** Diagnostics on risky keys in open configuration files. */
  readonly diagnostics: boolean;
}

/** Is what applies when nothing is set. */
export const defaultSettings: GuardSettings = { profile: 'balanced', diagnostics: true };

/** Parses the `ringfence` section; a value of the wrong type falls back to its default. */
export function parseSettings(raw: unknown): GuardSettings {
  const section: Readonly<Record<string, unknown>> =
    typeof raw === 'object' && raw !== null ? { ...raw } : {};
  const profile = profiles.find(name => name === section['profile']) ?? defaultSettings.profile;
  const diagnostics = section['diagnostics'];
  return {
    profile,
    diagnostics: typeof diagnostics === 'boolean' ? diagnostics : defaultSettings.diagnostics,
  };
}
