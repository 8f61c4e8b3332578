/** Finds the private part of JSON Web Keys: `d` of a pair of keys, `k` of a shared one. Pure. */
import type { KeyBlock } from './keyBlocks.ts';
import { looksDrawn } from './noise.ts';

const kind = /\\?"kty\\?"\s{0,8}:\s{0,8}\\?"(RSA|EC|OKP|oct)\\?"/gu;
const secretPart = /\\?"([dk])\\?"\s{0,8}:\s{0,8}\\?"([\w-]{22,1400})\\?"/gu;
/** No key is longer: 8,192 bits of RSA take 7 KB. */
const reach = 8_000;

/** Lists the private keys of a text that are written as JSON. */
export function webKeys(text: string): readonly KeyBlock[] {
  if (!text.includes('"kty')) return [];
  const kinds = Array.from(text.matchAll(kind), ({ index, 1: sort = '' }) => ({ index, sort }));
  let at = 0;
  return Array.from(text.matchAll(secretPart)).flatMap(match => {
    // Both lists go forward, so that the nearest kind is never looked for twice.
    while (
      Math.abs((kinds[at + 1]?.index ?? Infinity) - match.index) <
      Math.abs((kinds[at]?.index ?? 0) - match.index)
    )
      at += 1;
    const near = kinds[at];
    const [whole, member = '', material = ''] = match;
    if (near === undefined || Math.abs(near.index - match.index) > reach) return [];
    if ((near.sort === 'oct') !== (member === 'k')) return [];
    const start = match.index + whole.indexOf(material);
    return [
      { start, end: start + material.length, raw: '', material, isEncrypted: false, format: looksDrawn },
    ];
  });
}
