/**
 * Posture: how the editor's effective settings compare with what the profile in force expects of them. Shapes only.
 * Must import nothing outside common/.
 */
import type { Severity } from './finding.ts';
import type { Profile } from './settings.ts';

/** Names a layer in which a setting can be set by a person or a folder; later ones win. */
export type SettingLayer = 'user' | 'workspace' | 'folder';

/** Is the place of a value: a layer, with its folder for the layer of folders. */
export interface SettingPlace {
  readonly layer: SettingLayer;
  /** Absolute path of the workspace folder. */
  readonly folder?: string;
  /** Language that the value is for. */
  readonly language?: string;
}

/** Is a value in its place. */
export interface SetValue extends SettingPlace {
  readonly value: unknown;
}

/** Is a value that is in effect, for a folder and a language where they matter. */
export interface EffectiveValue {
  readonly folder?: string;
  readonly language?: string;
  readonly value: unknown;
}

/** Is what the editor tells of one setting. */
export interface SeenSetting {
  readonly key: string;
  /** The editor's default; VS Code gives a policy's value here where there is one. Absent: it knows no such setting. */
  readonly default?: unknown;
  /** A policy's value, from editors that tell it. */
  readonly policy?: unknown;
  readonly set: readonly SetValue[];
  readonly effective: readonly EffectiveValue[];
}

/** Is everything that the editor tells for a comparison. */
export interface SeenSettings {
  readonly settings: readonly SeenSetting[];
}

/** Changes one setting in one place so that it holds again. */
export interface Repair extends SettingPlace {
  readonly key: string;
  /** The value to write; absent: the key is removed there. */
  readonly value?: unknown;
  /** File that is written, as a person knows it. */
  readonly file: string;
}

/** Says where a setting is looser than expected. */
export interface Loosening {
  readonly layer: SettingLayer | 'policy';
  readonly folder?: string;
  readonly file: string;
  /** Names of the entries that loosen; empty where the whole value does. */
  readonly entries: readonly string[];
}

/**
 * Says how a setting stands: somebody made it looser; it would be once the folder is trusted; the product's own default
 * is looser; a policy holds it; it holds for now; this editor does not know it.
 */
export type PostureState = 'drifted' | 'latent' | 'unset' | 'locked' | 'holds' | 'unknown';

/** Is how one setting compares. */
export interface PostureLine {
  readonly key: string;
  /** One sentence: what it is good for. */
  readonly why: string;
  readonly state: PostureState;
  readonly severity: Severity;
  readonly expected: unknown;
  readonly effective?: unknown;
  /** Names the policy that can lock the setting; absent: no layer can. */
  readonly policy?: string;
  readonly loosened: readonly Loosening[];
  /** What to do; '' where nothing is to be done. */
  readonly remedy: string;
  /** Empty where no repair from here is possible. */
  readonly repairs: readonly Repair[];
}

/** Sums up how one of the ready levels would hold. */
export interface LevelSummary {
  readonly level: Profile;
  readonly about: string;
  readonly settings: number;
  /** Settings that this editor knows and that hold. */
  readonly holding: number;
  readonly known: number;
}

/** Is the whole comparison. */
export interface PostureReport {
  readonly level: Profile;
  /** Who chose the level. */
  readonly from: 'user' | 'team';
  readonly trusted: boolean;
  readonly levels: readonly LevelSummary[];
  /** Worst first. */
  readonly lines: readonly PostureLine[];
}
