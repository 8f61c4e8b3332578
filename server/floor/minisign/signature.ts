/** Signatures in minisign's format: read, verified, made. Pure. */
import { verify } from 'node:crypto';
import { blake2b } from './blake2b.ts';
import { keyIdOf, type PublicKey } from './publicKey.ts';
import type { SecretKey } from './secretKey.ts';
import { commented, expectUntrusted, FormatError, linesOf, strictBase64 } from './text.ts';

/** Is what a signature file holds. */
export interface Signature {
  readonly keyId: string;
  /** True when the text is hashed before it is signed, as minisign does by default; false for its legacy format. */
  readonly prehashed: boolean;
  readonly trustedComment: string;
  readonly signature: Uint8Array;
  /** Signs the signature and the trusted comment. */
  readonly global: Uint8Array;
}

/** Says how a text is signed. */
export interface SigningChoices {
  readonly trustedComment: string;
  readonly untrustedComment?: string;
  readonly legacy?: boolean;
}

const trustedPrefix = 'trusted comment: ';

/** Returns what a signature file holds; throws FormatError. */
export function parseSignature(text: string): Signature {
  const lines = linesOf(text);
  const [untrusted, first = '', comment = '', second = ''] = lines;
  expectUntrusted(untrusted);
  if (lines.length !== 4) throw new FormatError(`A signature has four lines, there are ${lines.length}.`);
  const bytes = strictBase64(first, 74, 2);
  const algorithm = bytes.toString('latin1', 0, 2);
  if (algorithm !== 'ED' && algorithm !== 'Ed') throw new FormatError('This is not a minisign signature.', 2);
  if (!comment.startsWith(trustedPrefix))
    throw new FormatError(`The third line must begin with "${trustedPrefix}".`, 3);
  return {
    keyId: keyIdOf(bytes.subarray(2, 10)),
    prehashed: algorithm === 'ED',
    trustedComment: comment.slice(trustedPrefix.length),
    signature: bytes.subarray(10),
    global: strictBase64(second, 64, 4),
  };
}

/** Is what a verification can end with. */
export type Verification = 'valid' | 'other key' | 'not signed by this key' | 'comment changed';

/** Verifies both signatures of a text. */
export function verifySignature(signed: Uint8Array, signature: Signature, key: PublicKey): Verification {
  if (signature.keyId !== key.id) return 'other key';
  const message = signature.prehashed ? blake2b(signed, 64) : signed;
  if (!verify(null, message, key.key, signature.signature)) return 'not signed by this key';
  return verify(null, withComment(signature.signature, signature.trustedComment), key.key, signature.global)
    ? 'valid'
    : 'comment changed';
}

const withComment = (signature: Uint8Array, comment: string): Buffer =>
  Buffer.concat([signature, Buffer.from(comment, 'utf8')]);

/** Returns the text of a signature file. */
export function makeSignature(signed: Uint8Array, key: SecretKey, choices: SigningChoices): string {
  const { trustedComment, untrustedComment = 'signature of a Ringfence floor', legacy = false } = choices;
  if (/[\r\n]/u.test(trustedComment + untrustedComment)) throw new RangeError('A comment is one line.');
  const signature = key.sign(legacy ? signed : blake2b(signed, 64));
  const first = Buffer.concat([Buffer.from(legacy ? 'Ed' : 'ED'), key.rawId, signature]);
  return commented(
    untrustedComment,
    first.toString('base64'),
    `${trustedPrefix}${trustedComment}`,
    key.sign(withComment(signature, trustedComment)).toString('base64'),
  );
}
