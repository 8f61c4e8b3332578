/**
 * Secret keys in minisign's format, with and without a password. Nothing of them is ever part of a message.
 * Pure but for chance.
 */
import {
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  scryptSync,
  sign,
  timingSafeEqual,
} from 'node:crypto';
import { blake2b } from './blake2b.ts';
import { publicKeyOf, type PublicKey } from './publicKey.ts';
import { commented, expectUntrusted, FormatError, linesOf, strictBase64 } from './text.ts';

/** Is a secret key that signs. */
export interface SecretKey {
  readonly rawId: Uint8Array;
  /** Holds 32 bytes that are secret, then the public key's 32. */
  readonly raw: Uint8Array;
  readonly publicKey: PublicKey;
  /** Returns an Ed25519 signature. */
  sign(bytes: Uint8Array): Buffer;
}

/** Says how dear a guess of the password is, in libsodium's terms; memory in bytes. */
export interface Cost {
  readonly operations: number;
  readonly memory: number;
}

/** Is 128 megabytes and about a second for each guess (N 2^17, r 8); minisign itself takes eight times that. */
const usualCost: Cost = { operations: 2 ** 22, memory: 2 ** 27 };
/** Is the most that a file may ask of this machine. */
const dearest: Cost = { operations: 2 ** 27, memory: 2 ** 30 };

const tooDear = 'Opening the key would take more memory or time than any key needs.';

const fileLength = 158;
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const kinds = { signature: 'Ed', password: 'Sc', plain: '\0\0', checksum: 'B2' };

/** Says that a secret key cannot be opened with the password given, or with none. */
export class PasswordError extends Error {
  override readonly name = 'PasswordError';
}

/** Returns a new key with an id by chance. */
export function makeSecretKey(): SecretKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const secret = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32);
  const open = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  return secretKeyOf(randomBytes(8), Buffer.concat([secret, open]));
}

function secretKeyOf(rawId: Uint8Array, raw: Uint8Array): SecretKey {
  const der = Buffer.concat([pkcs8Prefix, raw.subarray(0, 32)]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return {
    rawId,
    raw,
    publicKey: publicKeyOf(rawId, raw.subarray(32)),
    sign: bytes => sign(null, bytes, key),
  };
}

/** Returns the text of a secret-key file; without a password it is not encrypted. */
export function secretKeyFile(key: SecretKey, password?: string, cost: Cost = usualCost): string {
  const body = Buffer.concat([key.rawId, key.raw, checksum(key.rawId, key.raw)]);
  const salt = password === undefined ? Buffer.alloc(32) : randomBytes(32);
  const header = Buffer.concat([
    Buffer.from(kinds.signature + (password === undefined ? kinds.plain : kinds.password) + kinds.checksum),
    salt,
    littleEndian(password === undefined ? 0 : cost.operations),
    littleEndian(password === undefined ? 0 : cost.memory),
  ]);
  // minisign leaves the checksum of a key without a password empty.
  const held = password === undefined ? body.fill(0, 72) : masked(body, password, { salt, cost });
  return commented(
    password === undefined ? 'minisign secret key without a password' : 'minisign encrypted secret key',
    Buffer.concat([header, held]).toString('base64'),
  );
}

/** Returns the key of a secret-key file; throws FormatError or PasswordError. */
export function parseSecretKey(text: string, password?: string): SecretKey {
  const lines = linesOf(text);
  expectUntrusted(lines[0]);
  if (lines.length !== 2) throw new FormatError(`A secret key has two lines, there are ${lines.length}.`);
  const bytes = strictBase64(lines[1] ?? '', fileLength, 2);
  const [signature, kind, check] = [0, 2, 4].map(offset => bytes.toString('latin1', offset, offset + 2));
  if (signature !== kinds.signature || check !== kinds.checksum)
    throw new FormatError('This is not a minisign secret key.', 2);
  const body = openBody(bytes, kind ?? '', password);
  const [rawId, raw, sum] = [body.subarray(0, 8), body.subarray(8, 72), body.subarray(72)];
  const unchecked = kind === kinds.plain && sum.every(byte => byte === 0);
  if (!unchecked && !timingSafeEqual(sum, checksum(rawId, raw)))
    throw kind === kinds.plain
      ? new FormatError('The key is damaged.', 2)
      : new PasswordError('The password is wrong.');
  return secretKeyOf(rawId, raw);
}

function openBody(bytes: Buffer, kind: string, password: string | undefined): Buffer {
  const body = bytes.subarray(54);
  if (kind === kinds.plain) return body;
  if (kind !== kinds.password) throw new FormatError('The key is encrypted in a way that is not known.', 2);
  if (password === undefined) throw new PasswordError('The key needs a password.');
  const cost = {
    operations: Number(bytes.readBigUInt64LE(38)),
    memory: Number(bytes.readBigUInt64LE(46)),
  };
  if (cost.operations > dearest.operations || cost.memory > dearest.memory) throw new FormatError(tooDear, 2);
  return masked(body, password, { salt: bytes.subarray(6, 38), cost });
}

/** Encrypts or decrypts: the bytes of the password are laid over those of the key. */
function masked(
  body: Uint8Array,
  password: string,
  { salt, cost }: { readonly salt: Uint8Array; readonly cost: Cost },
): Buffer {
  const { N, r, p } = scryptParameters(cost);
  const memory = 128 * r * (N + p) + 2 ** 21;
  if (memory > 2 * dearest.memory) throw new FormatError(tooDear, 2);
  const stream = scryptSync(password, salt, body.length, { N, r, p, maxmem: memory });
  return Buffer.from(body.map((byte, index) => byte ^ (stream[index] ?? 0)));
}

/** Returns scrypt's parameters for a cost, chosen as libsodium does. */
export function scryptParameters({ operations, memory }: Cost) {
  const r = 8;
  const work = Math.max(operations, 32_768);
  const bySpeed = work < memory / 32;
  const most = bySpeed ? work / (r * 4) : memory / (r * 128);
  let log = 1;
  while (log < 63 && 2 ** log <= most / 2) log += 1;
  const p = bySpeed ? 1 : Math.max(1, Math.floor(Math.min(work / 4 / 2 ** log, 0x3fffffff) / r));
  return { N: 2 ** log, r, p };
}

const checksum = (rawId: Uint8Array, raw: Uint8Array): Uint8Array =>
  blake2b(Buffer.concat([Buffer.from(kinds.signature), rawId, raw]), 32);

function littleEndian(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
