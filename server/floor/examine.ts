/** Examines a floor before it is trusted: reads, verifies and measures it, and keeps nothing. */
import { failure, success, type Result } from '../../common/result.ts';
import type { Folders } from '../platform/folders.ts';
import { keysInForce, refusal } from './accept.ts';
import type { FloorConfig } from './config.ts';
import type { ContentCheck } from './floor.ts';
import { loadFaults } from './loads.ts';
import type { PublicKey } from './minisign/publicKey.ts';
import { FormatError } from './minisign/text.ts';
import { readPath, type ReadFloor } from './sources/folder.ts';
import { isUrl, readUrl } from './sources/url.ts';
import { emptyMemory, openFloorStore, type Memory } from './store.ts';
import { verifyBundle, type VerifiedFloor } from './verify.ts';

/** Says what a floor is measured against. */
export interface Examination {
  readonly config: FloorConfig;
  /** Version of Ringfence. */
  readonly version: string;
  /** Whose memory of earlier floors and keys counts; undefined for nobody's. */
  readonly folders: Pick<Folders, 'state'> | undefined;
  /** Finds what cannot be loaded. */
  readonly check: ContentCheck;
}

/** Is a floor that was examined. */
export interface Examined {
  readonly read: ReadFloor;
  readonly floor: VerifiedFloor;
}

/** Returns the floor of a source if it could be in force here. */
export async function examine({ config, version, folders, check }: Examination): Promise<Result<Examined>> {
  const memory = folders === undefined ? emptyMemory : rememberedIn(folders);
  const read = await readSource(config.source);
  if (!read.ok) return read;
  const { bundle, place } = read.value;
  const keys = keysInForce(config.keys, memory.keyChanges, config.name);
  const verified = verifyBundle(bundle, keys, place);
  if (!verified.ok) return verified;
  const fault = refusal(verified.value, { config, memory, keys, version }, place);
  if (fault !== undefined) return failure(fault);
  const faults = await loadFaults(verified.value, { check, version, loaded: undefined }, place);
  return faults.length === 0 ? success({ read: read.value, floor: verified.value }) : failure(...faults);
}

/** Reads a floor from a folder, a bundle file or a URL; nothing of it is verified. */
export async function readSource(source: string): Promise<Result<ReadFloor>> {
  if (!isUrl(source)) return readPath(source);
  const fetched = await readUrl(source);
  if (!fetched.ok) return fetched;
  // Without a tag no server can answer that nothing changed.
  return fetched.value.kind === 'floor' ? success(fetched.value.floor) : failure();
}

/** Returns the keys that count for a configuration on this machine. */
export const keysHere = (
  { keys, name }: FloorConfig,
  folders: Pick<Folders, 'state'>,
): readonly PublicKey[] => keysInForce(keys, rememberedIn(folders).keyChanges, name);

function rememberedIn(folders: Pick<Folders, 'state'>): Memory {
  try {
    return openFloorStore(folders).memory();
  } catch (error) {
    if (error instanceof FormatError) return emptyMemory;
    throw error;
  }
}
