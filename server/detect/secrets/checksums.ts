/** Verifies the checksums that some issuers build into their tokens. Pure. */
import { crc32 } from 'node:zlib';

/** Is what a form alone cannot tell: `right` and `wrong` come from a checksum or a decoded part. */
export type Proof = 'right' | 'wrong' | 'none';

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

const proven = (holds: boolean): Proof => (holds ? 'right' : 'wrong');

/** Checks a body that ends in its CRC-32 as six digits of base 62: GitHub's and npm's tokens. */
export function crcBase62(body: string): Proof {
  let sum = crc32(body.slice(0, -6));
  let digits = '';
  while (digits.length < 6) {
    digits = `${base62[sum % 62] ?? ''}${digits}`;
    sum = Math.floor(sum / 62);
  }
  return proven(digits === body.slice(-6));
}

/** Checks a token that ends in the CRC-32 of all before it, as digits of a base. */
export function crcSuffix(token: string, digits: number, radix: number): Proof {
  const sum = crc32(token.slice(0, -digits)).toString(radix).padStart(digits, '0');
  return proven(sum === token.slice(-digits).toLowerCase());
}

/** Checks that a part of a token is the base64 of a decimal number: the account of a Discord bot. */
export const holdsNumber = (part: string): Proof =>
  proven(/^\d{15,20}$/u.test(Buffer.from(part, 'base64').toString('latin1')));
