/** The settings that decide what agents may do, and the three ready levels, from rules/profile. Pure. */
import balanced from '../../rules/profile/levels/balanced.json' with { type: 'json' };
import locked from '../../rules/profile/levels/locked.json' with { type: 'json' };
import observe from '../../rules/profile/levels/observe.json' with { type: 'json' };
import catalogue from '../../rules/profile/settings.json' with { type: 'json' };
import { severities, type Severity } from '../../common/finding.ts';
import type { Profile } from '../../common/settings.ts';
import { rank, relations, type Relation } from './relations.ts';

/** Says which administrator's policy can lock a setting. */
export interface Lock {
  readonly policy: string;
  /** Version of VS Code from which on. */
  readonly since: string;
  /** Key of Copilot's managed settings that does the same. */
  readonly managed?: string;
  /** Is true where only the policy counts, so that nobody can set it otherwise. */
  readonly only?: boolean;
}

/** Is what is known of a setting. */
export interface KnownSetting {
  readonly key: string;
  readonly why: string;
  readonly severity: Severity;
  readonly relation: Relation;
  /** Tells whether a workspace may set it at all. */
  readonly scope: 'user' | 'workspace';
  readonly default: unknown;
  /** Tells whether a workspace value counts only once the folder is trusted. */
  readonly restricted: boolean;
  /** Absent: no layer can lock it. */
  readonly lock?: Lock;
}

/** Is a ready level. */
export interface Level {
  readonly about: string;
  readonly expect: Readonly<Record<string, unknown>>;
  /** Settings in which only what a workspace adds counts: the user's own values are the user's. */
  readonly userDecides: readonly string[];
}

/** Holds the ready levels. */
export const levels: Readonly<Record<Profile, Level>> = { observe, balanced, locked };

/** Lists every known setting, in the order of the catalogue. */
export const knownSettings: readonly KnownSetting[] = catalogue.settings.map(known);

const byKey = new Map(knownSettings.map(setting => [setting.key, setting]));

/** Returns what is known of a setting; one of a team that nobody knows must be exactly as the team says. */
export const settingOf = (key: string): KnownSetting =>
  byKey.get(key) ?? {
    key,
    why: 'Your team expects it.',
    severity: 'medium',
    relation: relations.same,
    scope: 'workspace',
    default: undefined,
    restricted: false,
  };

type RawSetting = (typeof catalogue.settings)[number];

function known(raw: RawSetting): KnownSetting {
  const { key, why, restricted, compare } = raw;
  const order = 'order' in compare ? compare.order : undefined;
  return {
    key,
    why,
    restricted,
    severity: severities.find(name => name === raw.severity) ?? 'medium',
    relation: order === undefined ? relationNamed(compare.by) : rank(order),
    scope: raw.scope === 'user' ? 'user' : 'workspace',
    default: raw.default,
    ...(raw.lock === undefined ? {} : { lock: raw.lock }),
  };
}

function relationNamed(name: string): Relation {
  const found = Object.entries(relations).find(([each]) => each === name)?.[1];
  if (found === undefined) throw new Error(`rules/profile/settings.json: there is no comparison "${name}".`);
  return found;
}
