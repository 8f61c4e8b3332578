/** Finds encoded texts and decodes them: what a model can read and a filter does not. Pure, and bounded. */
import { cipherTexts } from './ciphers.ts';
import { codedTexts } from './codes.ts';
import type { Decoded } from './decoded.ts';
import { looksLikeText } from './plausible.ts';
import { splitTexts } from './split.ts';

const mostDecoded = 200;
/** Texts are encoded once or twice. */
const mostLayers = 2;

/** Lists what encoded parts of a text say; a part that holds another one is decoded once more. */
export function decodedTexts(text: string, layers = mostLayers): readonly Decoded[] {
  const found = [...codedTexts(text), ...cipherTexts(text), ...splitTexts(text)]
    .filter(({ text: said }) => looksLikeText(said) || (layers > 1 && /^[\w+/=%&#;\\\s-]{24,}$/u.test(said)))
    .slice(0, mostDecoded);
  if (layers <= 1) return found;
  const deeper = found.flatMap(outer =>
    decodedTexts(outer.text, layers - 1).map(inner => ({
      ...outer,
      text: inner.text,
      how: `${outer.how}, twice over`,
    })),
  );
  return [...found, ...deeper];
}
