/** Public keys in minisign's format. Pure. */
import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { commented, expectUntrusted, FormatError, linesOf, strictBase64 } from './text.ts';

/** Is a public key. */
export interface PublicKey {
  /** Eight bytes as minisign prints them: 16 hex digits, capitals. */
  readonly id: string;
  /** As `minisign -P` takes it. */
  readonly base64: string;
  /** SHA-256 of the key itself, for people to compare. */
  readonly fingerprint: string;
  readonly key: KeyObject;
}

/** Opens an Ed25519 key for node's cryptography. */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');
const keyLength = 42;

/** Returns the id of eight bytes. */
export const keyIdOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes).reverse().toString('hex').toUpperCase();

/** Returns the key of a public-key file, or of its base64 alone; throws FormatError. */
export function parsePublicKey(text: string): PublicKey {
  const lines = linesOf(text.trim());
  if (lines.length > 2) throw new FormatError('A public key has two lines.', 3);
  if (lines.length === 2) expectUntrusted(lines[0]);
  const bytes = strictBase64(lines.at(-1) ?? '', keyLength, lines.length);
  if (bytes.toString('latin1', 0, 2) !== 'Ed')
    throw new FormatError('This is not a minisign public key.', lines.length);
  return publicKeyOf(bytes.subarray(2, 10), bytes.subarray(10));
}

/** Returns the key with an id and 32 bytes. */
export function publicKeyOf(id: Uint8Array, raw: Uint8Array): PublicKey {
  return {
    id: keyIdOf(id),
    base64: Buffer.concat([Buffer.from('Ed'), id, raw]).toString('base64'),
    fingerprint: createHash('sha256').update(raw).digest('hex'),
    key: createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: 'der', type: 'spki' }),
  };
}

/** Returns the text of a public-key file. */
export const publicKeyFile = (key: PublicKey): string =>
  commented(`minisign public key ${key.id}`, key.base64);
