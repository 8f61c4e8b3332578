/** Finds blocks of private keys in any text, also within strings of code and JSON, and checks their form. Pure. */
import { webKeys } from './webKeys.ts';

/** Is one block of a private key. */
export interface KeyBlock {
  readonly start: number;
  readonly end: number;
  /** Everything between the first and the last line. */
  readonly raw: string;
  /** The encoded key without headers, escapes and white space. */
  readonly material: string;
  readonly isEncrypted: boolean;
  /** Tells whether the material has the form of its kind of key. */
  readonly format: (material: string) => boolean;
}

const pemHead = /-----BEGIN (?<kind>(?:[A-Z0-9]+ ){0,3})PRIVATE KEY(?<pgp> BLOCK)?-----/gu;
/** No key is longer: 16,384 bits of RSA take 13 KB. */
const longest = 20_000;

/** Lists the blocks of a text. */
export const keyBlocks = (text: string): readonly KeyBlock[] => [
  ...(text.includes('PRIVATE') || text.includes('SECRET-KEY') || text.includes('Private-Lines')
    ? [...pemBlocks(text), ...puttyBlocks(text), ...ageKeys(text)]
    : []),
  ...webKeys(text),
];

function pemBlocks(text: string): readonly KeyBlock[] {
  const heads = [...text.matchAll(pemHead)];
  return heads.map((head, at) => {
    const [line] = head;
    const { kind = '', pgp = '' } = head.groups ?? {};
    const from = head.index + line.length;
    // A block ends where the next begins, so that a text of nothing but first lines costs no more than any other.
    const room = text.slice(from, Math.min(from + longest, heads[at + 1]?.index ?? text.length));
    const end = room.indexOf('-----END ');
    // A key that is cut off still holds most of its material.
    const raw = end < 0 ? room.slice(0, 4_000) : room.slice(0, end);
    return {
      start: head.index,
      end: end < 0 ? from + raw.length : closeOf(text, from + end),
      raw,
      material: materialOf(raw),
      isEncrypted: kind === 'ENCRYPTED ' || /Proc-Type: 4,ENCRYPTED/u.test(raw),
      format: pgp !== '' ? isPgp : kind === 'OPENSSH ' ? isOpenSsh : isDer,
    };
  });
}

function closeOf(text: string, from: number): number {
  const close = text.indexOf('-----', from + 9);
  return close < 0 || close - from > 80 ? from : close + 5;
}

/** Drops headers such as `Proc-Type:`, then whatever strings of code put between the lines. */
function materialOf(raw: string): string {
  return raw
    .replace(/\\[nrt]/gu, '\n')
    .replace(/^[ \t"'+]*[A-Za-z][\w-]{2,30}: .*$/gmu, '')
    .replace(/[^A-Za-z0-9+/=]+/gu, '');
}

function bytesOf(material: string): Uint8Array {
  return Buffer.from(material, 'base64');
}

/** DER: a sequence whose stated length is the length of the rest. */
function isDer(material: string): boolean {
  const bytes = bytesOf(material);
  const [tag, first = 0] = bytes;
  if (tag !== 0x30 || bytes.length < 32) return false;
  if (first < 0x80) return bytes.length - 2 === first;
  const count = first & 0x7f;
  if (count === 0 || count > 3) return false;
  const length = bytes.subarray(2, 2 + count).reduce((sum, byte) => sum * 256 + byte, 0);
  return bytes.length - 2 - count === length;
}

const isOpenSsh = (material: string): boolean =>
  Buffer.from(bytesOf(material)).subarray(0, 14).toString('latin1') === 'openssh-key-v1' &&
  material.length > 200;

/** A secret-key packet comes first: tag 5, in the old or the new header. */
const isPgp = (material: string): boolean => {
  const [first = 0] = bytesOf(material);
  return material.length > 150 && (first === 0xc5 || (first & 0xfc) === 0x94);
};

function puttyBlocks(text: string): readonly KeyBlock[] {
  const heads = [...text.matchAll(/^Private-Lines: (\d{1,3})\r?\n/gmu)];
  return heads.map((head, at) => {
    const from = head.index + head[0].length;
    const room = text.slice(from, Math.min(from + longest, heads[at + 1]?.index ?? text.length));
    const raw = room.split('\n').slice(0, Number(head[1])).join('\n');
    const above = text.slice(Math.max(0, heads[at - 1]?.index ?? 0, head.index - 2_000), head.index);
    return {
      start: head.index,
      end: from + raw.length,
      raw,
      material: materialOf(raw),
      isEncrypted: /^Encryption: (?!none)/mu.test(above),
      format: (material: string) => material.length >= 40,
    };
  });
}

/** age's keys are Bech32, whose checksum tells a key from a text of its form. */
function ageKeys(text: string): readonly KeyBlock[] {
  return [...text.matchAll(/\bAGE-SECRET-KEY-1([A-Z0-9]{58})\b/gu)].map(match => ({
    start: match.index,
    end: match.index + match[0].length,
    raw: '',
    material: match[1] ?? '',
    isEncrypted: false,
    format: (material: string) => isBech32('age-secret-key-', material.toLowerCase()),
  }));
}

const bech32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

function isBech32(prefix: string, data: string): boolean {
  const values = Array.from(data, character => bech32.indexOf(character));
  if (values.includes(-1)) return false;
  const codes = Array.from(prefix, character => character.charCodeAt(0));
  const all = [...codes.map(code => code >> 5), 0, ...codes.map(code => code & 31), ...values];
  return all.reduce(polymod, 1) === 1;
}

const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

function polymod(sum: number, value: number): number {
  const top = sum >>> 25;
  const next = ((sum & 0x1ffffff) << 5) ^ value;
  return generators.reduce(
    (result, generator, bit) => ((top >> bit) & 1 ? result ^ generator : result),
    next,
  );
}
