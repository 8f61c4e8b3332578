/** What a signed team floor is to the rest of the guard. */
import type { Problem } from '../../common/result.ts';
import type { Surroundings, Folders } from '../platform/folders.ts';
import type { Place } from './verify.ts';

/** Says who configured the floor: the machine's administrator or the user. */
export type FloorScope = 'machine' | 'user';

/** Is a floor whose signature and files were verified. */
export interface HeldFloor {
  /**
   * `in force`: as its source has it. `last good`: the source has none that can be accepted, `problems` says why.
   * `expired`: its time is over; it still holds, visibly.
   */
  readonly status: 'in force' | 'last good' | 'expired';
  readonly name: string;
  /** Texts by path inside the floor, with `/` between folders; the manifest and its signature are not among them. */
  readonly files: ReadonlyMap<string, string>;
  readonly serial: number;
  /** Id of the key that signed, as minisign prints it. */
  readonly signer: string;
  /** SHA-256 of the manifest, hex: names this floor exactly. */
  readonly digest: string;
  /** ISO 8601 time. */
  readonly expires: string;
  readonly source: string;
  readonly scope: FloorScope;
  readonly problems: readonly Problem[];
}

/** Is a floor that is configured, while none that can be accepted was ever had. */
export interface MissingFloor {
  readonly status: 'missing';
  /** Are those of `refused`; else none. */
  readonly files: ReadonlyMap<string, string>;
  /** Is the signed floor that is there, but cannot be loaded: what can be read of it may still forbid. */
  readonly refused?: Pick<HeldFloor, 'name' | 'serial' | 'digest'>;
  readonly source: string;
  readonly scope: FloorScope;
  /** Is never empty. */
  readonly problems: readonly Problem[];
}

/** Says that no floor is configured; problems name configurations that could not count as one. */
export interface NoFloor {
  readonly status: 'none';
  readonly problems: readonly Problem[];
}

/** Is the state of the floor. */
export type FloorState = HeldFloor | MissingFloor | NoFloor;

/**
 * Returns what keeps a floor's files from being loaded as policies and profile, each with its line; `place` names a file
 * for people.
 */
export type ContentCheck = (files: ReadonlyMap<string, string>, place: Place) => Promise<readonly Problem[]>;

/** Says what a floor is opened with. */
export interface FloorOptions {
  readonly folders: Pick<Folders, 'config' | 'state'>;
  readonly surroundings: Surroundings;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Version of Ringfence, for floors that demand a newer one. */
  readonly version: string;
  /** Is asked about a floor that is new to this version; one that it finds wrong is as good as broken. */
  readonly check: ContentCheck;
  /**
   * When to ask a URL: `when needed` (the default) only while there is no unexpired copy of it; `always`; `never`.
   * Folders and bundle files are always read.
   */
  readonly refresh?: 'when needed' | 'always' | 'never';
  /** Folder of the machine-wide `floor.json`; by default the platform's. */
  readonly machineFolder?: string;
}
