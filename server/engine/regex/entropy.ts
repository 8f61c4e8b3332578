/** Tells texts that look random, such as keys and passwords, from names and prose: the analyzer `entropy`. */
import { letterBits, tripleBits } from './entropyData.ts';

/** Says how much it takes for a text to count as random. */
export type EntropyMode = 'lax' | 'default' | 'strict';

/** Is the least information, in bits, and the least share of a byte that each character must carry. */
const thresholds: Readonly<Record<EntropyMode, readonly [number, number]>> = {
  lax: [48, 0.55],
  default: [64, 0.6],
  strict: [80, 0.65],
};

/** Is the information of any character but a letter: as if one of 62 were drawn. */
const otherBits = Math.log2(62);
/** Is how much of a text is looked at. */
const longest = 20_000;

const triples: ReadonlyMap<string, number> = new Map(
  tripleBits.flatMap(([bits, joined]) => (joined.match(/.../g) ?? []).map(triple => [triple, bits] as const)),
);

const bitsOf = (code: number): number => letterBits[code - 65] ?? otherBits;

/** Says whether a text looks random: it carries much information, and densely. One character repeated does not. */
export function highEntropy(text: string, mode: EntropyMode = 'default'): boolean {
  const bytes = Buffer.from(text.slice(0, longest), 'utf8')
    .toString('latin1')
    .replace(/[a-z]+/g, letters => letters.toUpperCase());
  if (bytes === '' || bytes === (bytes[0] ?? '').repeat(bytes.length)) return false;
  const [least, density] = thresholds[mode];
  const bits = information(bytes);
  return bits > least && bits / (8 * bytes.length) > density;
}

/** Adds up each place's share of the triple that begins there; the last two places have only letters. */
function information(text: string): number {
  let bits = 0;
  for (let at = 0; at < text.length; at++) {
    const codes = [text.charCodeAt(at), text.charCodeAt(at + 1), text.charCodeAt(at + 2)].filter(
      code => !Number.isNaN(code),
    );
    const alone = codes.reduce((sum, code) => sum + bitsOf(code), 0);
    bits += (triples.get(text.slice(at, at + 3)) ?? alone) / codes.length;
  }
  return bits;
}
