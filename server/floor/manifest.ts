/** The manifest: what a floor consists of, who may sign it, and how long it holds. Pure. */
import { parseJson } from './json.ts';
import { limits, sizeText } from './limits.ts';
import { parsePublicKey, type PublicKey } from './minisign/publicKey.ts';
import { FormatError } from './minisign/text.ts';
import { clash, pathFault } from './paths.ts';

/** Is a file as the manifest lists it. */
export interface ListedFile {
  readonly sha256: string;
  readonly size: number;
}

/** Is a manifest that was read. */
export interface Manifest {
  readonly name: string;
  readonly serial: number;
  /** ISO 8601 times. */
  readonly created: string;
  readonly expires: string;
  /** Ids of the keys that may sign this floor. */
  readonly keyIds: readonly string[];
  /** Are the keys that count from this floor on; absent while those that count already go on doing so. */
  readonly keys: readonly PublicKey[] | undefined;
  readonly minimumVersion: string;
  readonly files: ReadonlyMap<string, ListedFile>;
}

/** Tells a manifest from every other signed file. */
const manifestType = 'ringfence-floor';
const manifestVersion = 1;
const nameShape = /^[\p{L}\p{N}](?:[\p{L}\p{N} ._-]{0,62}[\p{L}\p{N}])?$/u;
const versionShape = /^\d{1,6}\.\d{1,6}\.\d{1,6}$/u;
const timeShape = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/u;
const keyIdShape = /^[0-9A-F]{16}$/u;
const digestShape = /^[0-9a-f]{64}$/u;

/** Returns the manifest that a text is; throws FormatError saying what is wrong. */
export function parseManifest(text: string): Manifest {
  const raw = parseJson(text);
  if (raw['type'] !== manifestType) throw new FormatError(`"type" must be "${manifestType}".`);
  if (raw['version'] !== manifestVersion)
    throw new FormatError(
      `"version" is ${JSON.stringify(raw['version'])}; this Ringfence knows ${manifestVersion}.`,
    );
  const manifest = {
    name: stringOf(raw, 'name', nameShape, 'letters, digits, spaces, ".", "_", "-"; 64 at most'),
    serial: serialOf(raw['serial']),
    created: timeOf(raw, 'created'),
    expires: timeOf(raw, 'expires'),
    keyIds: listOf(raw, 'keyIds').map(id => expectShape('keyIds', id, keyIdShape, '16 capital hex digits')),
    keys: raw['keys'] === undefined ? undefined : listOf(raw, 'keys').map(keyOf),
    minimumVersion: stringOf(raw, 'minimumVersion', versionShape, 'three numbers with dots'),
    files: filesOf(raw['files']),
  };
  checkKeys(manifest);
  return manifest;
}

/** Returns the text of a manifest; what it says is read again, so that nothing is signed that cannot be read. */
export function writeManifest(manifest: Manifest): string {
  const { keys, files, ...rest } = manifest;
  const text = `${JSON.stringify(
    {
      type: manifestType,
      version: manifestVersion,
      ...rest,
      ...(keys === undefined ? {} : { keys: keys.map(key => key.base64) }),
      files: Object.fromEntries([...files].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    },
    undefined,
    2,
  )}\n`;
  parseManifest(text);
  return text;
}

function checkKeys({ keyIds, keys }: Pick<Manifest, 'keyIds' | 'keys'>): void {
  if (keys === undefined) return;
  const ids = keys.map(key => key.id);
  if (ids.length !== keyIds.length || ids.some(id => !keyIds.includes(id)))
    throw new FormatError('"keyIds" must name exactly the keys of "keys".');
}

function serialOf(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1)
    throw new FormatError('"serial" must be a whole number from 1 on.');
  return value;
}

type Fields = Readonly<Record<string, unknown>>;

const stringOf = (raw: Fields, field: string, shape: RegExp, wanted: string): string =>
  expectShape(field, raw[field], shape, wanted);

function expectShape(field: string, value: unknown, shape: RegExp, wanted: string): string {
  if (typeof value !== 'string' || !shape.test(value)) throw new FormatError(`"${field}" must be ${wanted}.`);
  return value;
}

function timeOf(raw: Fields, field: string): string {
  const text = stringOf(raw, field, timeShape, 'a time such as 2027-01-31T12:00:00Z');
  if (Number.isNaN(Date.parse(text))) throw new FormatError(`"${field}" is no time that exists.`);
  return text;
}

function listOf(raw: Fields, field: string): readonly unknown[] {
  const value = raw[field];
  if (!Array.isArray(value) || value.length < 1 || value.length > limits.keys)
    throw new FormatError(`"${field}" must list one or two keys.`);
  if (new Set(value).size !== value.length) throw new FormatError(`"${field}" lists a key twice.`);
  return value;
}

function keyOf(value: unknown): PublicKey {
  if (typeof value !== 'string') throw new FormatError('"keys" must list public keys.');
  try {
    return parsePublicKey(value);
  } catch (error) {
    throw new FormatError(
      `"keys" lists what is no public key: ${error instanceof Error ? error.message : ''}`,
    );
  }
}

function filesOf(value: unknown): ReadonlyMap<string, ListedFile> {
  if (!isFields(value)) throw new FormatError('"files" must be an object of paths.');
  const entries = Object.entries(value);
  if (entries.length > limits.files)
    throw new FormatError(`It lists ${entries.length} files; ${limits.files} are the most.`);
  const files = new Map(entries.map(([path, file]) => [path, listedFile(path, file)]));
  const pair = clash([...files.keys()]);
  if (pair !== undefined)
    throw new FormatError(`"${pair[0]}" and "${pair[1]}" are one file on some systems.`);
  const total = [...files.values()].reduce((sum, { size }) => sum + size, 0);
  if (total > limits.total)
    throw new FormatError(`Its files have ${sizeText(total)}; ${sizeText(limits.total)} is the most.`);
  return files;
}

function listedFile(path: string, file: unknown): ListedFile {
  const shown = JSON.stringify(path);
  const fault = pathFault(path);
  if (fault !== undefined) throw new FormatError(`The path ${shown} ${fault}.`);
  const { sha256, size } = isFields(file) ? file : {};
  if (typeof sha256 !== 'string' || !digestShape.test(sha256))
    throw new FormatError(`"sha256" of ${shown} must be 64 hex digits.`);
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
    throw new FormatError(`"size" of ${shown} must be a number of bytes.`);
  if (size > limits.file)
    throw new FormatError(`${shown} has ${sizeText(size)}; ${sizeText(limits.file)} is the most.`);
  return { sha256, size };
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
