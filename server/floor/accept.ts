/** Which verified floors are accepted: the right one, not older than one before, for this Ringfence. Pure. */
import type { Problem } from '../../common/result.ts';
import type { FloorConfig } from './config.ts';
import type { PublicKey } from './minisign/publicKey.ts';
import { manifestName } from './paths.ts';
import type { KeyChange, Memory, SerialMark } from './store.ts';
import { verifyManifest, type Place, type VerifiedManifest } from './verify.ts';

/** Says what a floor is measured against. */
export interface Standard {
  readonly config: FloorConfig;
  readonly memory: Memory;
  /** Are the keys that count: the configured ones, as later floors changed them. */
  readonly keys: readonly PublicKey[];
  /** Version of Ringfence. */
  readonly version: string;
}

/** Returns the keys that count after the remembered changes, each of which an older key signed. */
export function keysInForce(
  configured: readonly PublicKey[],
  changes: readonly KeyChange[],
  name: string | undefined,
): readonly PublicKey[] {
  let keys = configured;
  let serial = 0;
  for (const { manifest, signature } of changes) {
    const bundle = { manifest: Buffer.from(manifest, 'utf8'), signature };
    const verified = verifyManifest(bundle, keys, path => path);
    // A change of other keys belongs to a floor that was configured before.
    if (!verified.ok) continue;
    const change = verified.value.manifest;
    if (change.serial <= serial || (name !== undefined && change.name !== name)) continue;
    serial = change.serial;
    keys = change.keys ?? keys;
  }
  return keys;
}

/** Returns why a verified floor is not accepted; undefined when it is. */
export function refusal(floor: VerifiedManifest, standard: Standard, place: Place): Problem | undefined {
  const { manifest } = floor;
  const source = place(manifestName);
  const { name } = standard.config;
  if (name !== undefined && manifest.name !== name)
    return {
      source,
      message: `This is the floor "${manifest.name}"; "${name}" is configured.`,
      remedy: 'Check the source, or trust the other floor ("ringfence policy trust … --replace").',
    };
  if (isOlder(standard.version, manifest.minimumVersion))
    return {
      source,
      message: `The floor needs Ringfence ${manifest.minimumVersion}; this is ${standard.version}.`,
      remedy: 'Update Ringfence.',
    };
  return rollback(floor, standard, source);
}

/** Returns the problem of a floor that goes back behind one that was in force. */
function rollback(
  { manifest: { serial }, digest }: VerifiedManifest,
  { config, memory, keys }: Standard,
  source: string,
): Problem | undefined {
  const highest = highestMark(memory.serials, keys, config.name);
  if (highest === undefined || serial > highest.serial) return undefined;
  if (serial === highest.serial && digest === highest.digest) return undefined;
  return {
    source,
    message:
      serial < highest.serial
        ? `This is an older floor: its serial is ${serial}, while ${highest.serial} was in force already.`
        : `It differs from the floor with the same serial (${serial}) that was in force already.`,
    remedy: `Sign the floor that is wanted with a serial above ${highest.serial}.`,
  };
}

/** Returns the mark with the highest serial that counts for a name and keys. */
function highestMark(
  serials: readonly SerialMark[],
  keys: readonly PublicKey[],
  name: string | undefined,
): SerialMark | undefined {
  const ids = new Set(keys.map(({ id }) => id));
  return serials
    .filter(mark => ids.has(mark.keyId) && (name === undefined || mark.name === name))
    .toSorted((a, b) => b.serial - a.serial)[0];
}

/** Returns the marks of a floor: it, or a later one, is what its keys must give from now on. */
export function marksOf({ manifest, digest, signer }: VerifiedManifest): readonly SerialMark[] {
  const { name, serial, keyIds } = manifest;
  return [...new Set([signer.id, ...keyIds])].map(keyId => ({ keyId, name, serial, digest }));
}

/** Returns what is to be remembered once a floor is accepted; `keys` are those that counted until then. */
export function remembering(
  memory: Memory,
  accepted: VerifiedManifest,
  { keys, change }: { readonly keys: readonly PublicKey[]; readonly change: KeyChange },
): Memory {
  const marks = marksOf(accepted);
  const replaced = (mark: SerialMark): boolean =>
    marks.some(({ keyId, name }) => keyId === mark.keyId && name === mark.name);
  const next = accepted.manifest.keys;
  const changes = next !== undefined && !sameKeys(next, keys);
  return {
    ...memory,
    serials: [...memory.serials.filter(mark => !replaced(mark)), ...marks],
    keyChanges: changes ? [...memory.keyChanges, change] : memory.keyChanges,
  };
}

function sameKeys(some: readonly PublicKey[], others: readonly PublicKey[]): boolean {
  const [a, b] = [some, others].map(keys =>
    keys
      .map(key => key.base64)
      .toSorted()
      .join(' '),
  );
  return a === b;
}

/** Tells whether a version (three numbers, and perhaps more) is older than another. */
export function isOlder(version: string, than: string): boolean {
  const [have, want] = [version, than].map(text => text.split(/[-+]/u)[0]?.split('.').map(Number) ?? []);
  for (const index of [0, 1, 2]) {
    const difference = (have?.[index] ?? 0) - (want?.[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
