/** Writes and removes the user's `floor.json`: which floor is to be in force, by whose keys. */
import fs from 'node:fs';
import path from 'node:path';
import { failure, success, type Result } from '../../common/result.ts';
import type { Folders, Surroundings } from '../platform/folders.ts';
import { replaceDurably, temporaryName } from '../quarantine/disk.ts';
import type { ContentCheck } from './floor.ts';
import { findConfig, userConfigFile, writeConfig, type FloorConfig, type ScopedConfig } from './config.ts';
import { examine, keysHere } from './examine.ts';
import type { PublicKey } from './minisign/publicKey.ts';
import { openFloorStore } from './store.ts';
import type { VerifiedFloor } from './verify.ts';

/** Says what is to be trusted. */
export interface TrustRequest {
  readonly folders: Pick<Folders, 'config' | 'state'>;
  readonly surroundings: Surroundings;
  /** Version of Ringfence. */
  readonly version: string;
  /** Absolute path or URL. */
  readonly source: string;
  readonly keys: readonly PublicKey[];
  /** True when a floor of other keys may be replaced. */
  readonly replace: boolean;
  readonly machineFolder?: string;
  /** Finds what cannot be loaded: such a floor is not to be trusted. */
  readonly check: ContentCheck;
}

/** Trusts a floor if its source has one that these keys signed; else changes nothing. */
export async function trustFloor(request: TrustRequest): Promise<Result<VerifiedFloor>> {
  const { folders, surroundings, source, keys, version, replace, check } = request;
  const { chosen } = findConfig(folders, surroundings, request.machineFolder);
  if (chosen.scope === 'machine')
    return failure({
      source: chosen.file,
      message: 'A floor is configured for the whole machine, and wins over that of a user.',
      remedy: 'Ask the administrator of this machine.',
    });
  const fault = replace ? undefined : strangers(chosen, keys, folders);
  if (fault !== undefined) return failure(fault);
  const config: FloorConfig = { source, keys, name: undefined };
  const examined = await examine({ config, version, folders, check });
  if (!examined.ok) return examined;
  const { floor } = examined.value;
  writeUserConfig(folders, { ...config, name: floor.manifest.name });
  return success(floor);
}

/** Returns why keys may not take the place of those that count. */
function strangers(
  { found, file }: ScopedConfig,
  keys: readonly PublicKey[],
  folders: Pick<Folders, 'state'>,
) {
  const present = found.kind === 'config' ? found.config : rememberedConfig(folders);
  if (found.kind === 'broken' && present === undefined)
    return {
      source: file,
      message: 'A floor is configured, but not readable, so its keys cannot be compared with these.',
      remedy: 'Add --replace if these are the keys of your team.',
    };
  if (present === undefined) return undefined;
  const trusted = keysHere(present, folders);
  const known = keys.some(key => trusted.some(({ base64 }) => base64 === key.base64));
  if (known) return undefined;
  return {
    source: file,
    message: `A floor is trusted by ${trusted.map(({ id }) => id).join(', ')}; none of these keys is among them.`,
    remedy: 'Compare the keys with those of your team; add --replace if they are right.',
  };
}

function rememberedConfig(folders: Pick<Folders, 'state'>): FloorConfig | undefined {
  try {
    const { config } = openFloorStore(folders).memory();
    return config?.scope === 'user' ? config.config : undefined;
  } catch {
    return undefined;
  }
}

function writeUserConfig(folders: Pick<Folders, 'config'>, config: FloorConfig): void {
  const file = userConfigFile(folders);
  const folder = path.dirname(file);
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const bytes = Buffer.from(writeConfig(config), 'utf8');
  replaceDurably(fs, { path: file, bytes, mode: 0o600 }, path.join(folder, temporaryName()));
}

/** Ends the user's floor; returns false when there was none. What must never go back is still remembered. */
export function distrust(folders: Pick<Folders, 'config' | 'state'>): boolean {
  const file = userConfigFile(folders);
  const store = openFloorStore(folders);
  const present = fs.existsSync(file) || rememberedConfig(folders) !== undefined;
  fs.rmSync(file, { force: true });
  store.forget();
  return present;
}
