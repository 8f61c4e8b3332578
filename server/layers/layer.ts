/** What layers are: where the rules that are in force come from, and what each of them says. Types only. */
import type { TeamProfile } from '../../common/profile.ts';
import type { Problem } from '../../common/result.ts';
import type { FloorState } from '../floor/floor.ts';
import type { PolicySource } from '../policy/policy.ts';
import type { ReadProfile } from './profile.ts';

/** Is one layer above the built-in one. */
export interface Layer {
  readonly layer: 'floor' | 'user' | 'workspace';
  /** Folder that it was read from, or the source of the floor. */
  readonly folder: string;
  /** Absent where it holds no policies. */
  readonly policies?: PolicySource;
  /** Is empty where there is none. */
  readonly profile: TeamProfile;
  /** File that problems of the profile name. */
  readonly profileName: string;
  readonly lineOf: ReadProfile['lineOf'];
  /** What is wrong with its files: a layer with problems counts as `locked`, since nobody knows what it wanted. */
  readonly problems: readonly Problem[];
}

/** Names a layer and where it is. */
export type Origin = Pick<Layer, 'layer' | 'folder'>;

/** Is what all layers ask for together. */
export interface EffectiveProfile {
  readonly profile: TeamProfile;
  /** Says which layers a key of the profile is from. */
  readonly origins: Readonly<Partial<Record<keyof TeamProfile, readonly Origin[]>>>;
}

/** Are the layers that hold for some roots, from the most trusted to the least. */
export interface Layers extends EffectiveProfile {
  readonly layers: readonly Layer[];
  readonly sources: readonly PolicySource[];
  readonly problems: readonly Problem[];
  readonly floor: FloorState;
}
