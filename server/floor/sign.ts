/** Signs a folder as a floor: lists its files in a manifest, and signs that. */
import fs from 'node:fs';
import path from 'node:path';
import { failure, success, type Problem, type Result } from '../../common/result.ts';
import { replaceDurably, temporaryName } from '../quarantine/disk.ts';
import type { Bundle } from './bundle.ts';
import { parseManifest, writeManifest, type ListedFile, type Manifest } from './manifest.ts';
import type { PublicKey } from './minisign/publicKey.ts';
import type { SecretKey } from './minisign/secretKey.ts';
import { makeSignature } from './minisign/signature.ts';
import { FormatError } from './minisign/text.ts';
import { manifestName, signatureName } from './paths.ts';
import { readFolder, type ReadFloor } from './sources/folder.ts';
import { sha256Of, verifyBundle, verifyManifest, type VerifiedFloor } from './verify.ts';

/** Says how a folder is signed; what is absent comes from the manifest that the same key signed before. */
export interface SignOptions {
  readonly folder: string;
  readonly key: SecretKey;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Milliseconds since the epoch. */
  readonly expires: number;
  readonly name?: string;
  readonly serial?: number;
  readonly minimumVersion?: string;
  /** Are the keys that count from this floor on. */
  readonly keys?: readonly PublicKey[];
  /** True for minisign's old format, which hashes nothing before it signs. */
  readonly legacy?: boolean;
}

/** Is a floor that was signed, with what changed since the one before. */
export interface SignedFolder {
  readonly floor: VerifiedFloor;
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** Signs a folder and verifies the result; writes nothing when anything is wrong. */
export function signFolder(options: SignOptions): Result<SignedFolder> {
  const { folder, key } = options;
  const read = readFolder(folder);
  if (!read.ok) return read;
  const before = manifestBefore(read.value, key.publicKey);
  if (!before.ok) return options.serial === undefined ? before : write(options, read.value, undefined);
  return write(options, read.value, before.value);
}

/** Returns the manifest that the same key signed before, undefined when there is none. */
function manifestBefore({ bundle, place }: ReadFloor, key: PublicKey): Result<Manifest | undefined> {
  if (bundle.manifest.length === 0) return success(undefined);
  const verified = verifyManifest(bundle, [key], place);
  if (verified.ok) return success(verified.value.manifest);
  const unsure = (problem: Problem): Problem => ({
    ...problem,
    message: `The manifest that is there is not taken as the one before. ${problem.message}`,
    remedy:
      'Name everything that would come from it: --serial above the last one, --name, --key for each key that counts.',
  });
  return failure(...verified.problems.map(unsure));
}

function write(
  options: SignOptions,
  { bundle }: ReadFloor,
  before: Manifest | undefined,
): Result<SignedFolder> {
  const { folder, key, now } = options;
  let signed: Bundle;
  try {
    const text = writeManifest(manifestOf(options, bundle.files, before));
    const manifest = Buffer.from(text, 'utf8');
    const { name, serial } = parseManifest(text);
    const trustedComment = `timestamp:${Math.floor(now / 1000)}\tfile:${manifestName}\tfloor:${name}\tserial:${serial}`;
    const choices = { trustedComment, legacy: options.legacy === true };
    signed = { manifest, signature: makeSignature(manifest, key, choices), files: bundle.files };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return failure({
      source: path.join(folder, manifestName),
      message: error.message,
      remedy: 'Nothing was written. Correct it and sign again.',
    });
  }
  const place = (inside: string): string => path.join(folder, ...inside.split('/'));
  const floor = verifyBundle(signed, [key.publicKey], place);
  if (!floor.ok) return floor;
  replace(place(manifestName), signed.manifest);
  replace(place(signatureName), Buffer.from(signed.signature ?? '', 'utf8'));
  return success({ floor: floor.value, ...difference(before?.files, floor.value.manifest.files) });
}

function manifestOf(
  options: SignOptions,
  files: ReadonlyMap<string, Uint8Array>,
  before: Manifest | undefined,
): Manifest {
  const { key, now, expires, folder } = options;
  if (expires <= now) throw new FormatError('The floor would be expired at once.');
  const keys = keysOf(options, before);
  return {
    name: options.name ?? before?.name ?? defaultName(folder),
    serial: serialOf(options, before),
    created: new Date(now).toISOString(),
    expires: new Date(expires).toISOString(),
    keyIds: keys?.map(each => each.id) ?? [key.publicKey.id],
    keys,
    minimumVersion: options.minimumVersion ?? before?.minimumVersion ?? firstVersion,
    files: new Map([...files].map(([file, bytes]) => [file, listed(bytes)])),
  };
}

/** Is the first Ringfence that knows floors. */
const firstVersion = '0.1.0';

function keysOf({ key, keys: chosen }: SignOptions, before: Manifest | undefined): Manifest['keys'] {
  const keys = chosen ?? before?.keys;
  const { id, base64 } = key.publicKey;
  if (keys !== undefined && !keys.some(each => each.base64 === base64))
    throw new FormatError(`Key ${id} signs, so it must be one of the keys that count from now on.`);
  return keys;
}

function serialOf({ serial: chosen }: SignOptions, before: Manifest | undefined): number {
  const last = before?.serial ?? 0;
  const serial = chosen ?? last + 1;
  if (serial <= last) throw new FormatError(`The serial must be above ${last}, that of the floor before.`);
  return serial;
}

const listed = (bytes: Uint8Array): ListedFile => ({ sha256: sha256Of(bytes), size: bytes.length });

/** A floor is named like the folder it is in, a `.ringfence` like the repository. */
function defaultName(folder: string): string {
  const resolved = path.resolve(folder);
  const base = path.basename(resolved);
  return base.startsWith('.') ? path.basename(path.dirname(resolved)) : base;
}

function replace(file: string, bytes: Uint8Array): void {
  replaceDurably(fs, { path: file, bytes, mode: 0o644 }, path.join(path.dirname(file), temporaryName()));
}

function difference(
  before: ReadonlyMap<string, ListedFile> | undefined,
  now: ReadonlyMap<string, ListedFile>,
): Omit<SignedFolder, 'floor'> {
  const old = before ?? new Map<string, ListedFile>();
  return {
    added: [...now.keys()].filter(file => !old.has(file)),
    changed: [...now].flatMap(([file, { sha256 }]) => {
      const other = old.get(file);
      return other === undefined || other.sha256 === sha256 ? [] : [file];
    }),
    removed: [...old.keys()].filter(file => !now.has(file)),
  };
}
