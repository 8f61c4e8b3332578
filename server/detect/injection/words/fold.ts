/** Reads words as a model does: letters that look like Latin ones are Latin, and what nobody sees is not there. Pure. */

/** Letters of other scripts, by the Latin letter that each is mistaken for; lower case. */
const lookAlikes: Readonly<Record<string, string>> = {
  a: 'аɑαａ',
  b: 'ЬьƄᖯ',
  c: 'сϲⅽᴄ',
  d: 'ԁⅾժ',
  e: 'еҽєёε℮',
  f: 'ſғ',
  g: 'ցɡԍ',
  h: 'һհн',
  i: 'іıɩιї',
  j: 'јϳ',
  k: 'κкќ',
  l: 'ӏⅼוᴌ',
  m: 'мⅿ',
  n: 'ոпη',
  o: 'оοօσө',
  p: 'рρ',
  q: 'ԛզ',
  r: 'гᴦ',
  s: 'ѕꜱ',
  t: 'тτ',
  u: 'υսц',
  v: 'ѵνⅴ',
  w: 'ѡԝωш',
  x: 'хχⅹ',
  y: 'уүγ',
  z: 'ᴢź',
};

const latinOf: ReadonlyMap<string, string> = new Map(
  Object.entries(lookAlikes).flatMap(([latin, others]) =>
    Array.from(others, other => [other, latin] as const),
  ),
);

/** Matches characters without a shape of their own, wherever they stand in a word. */
const shapeless =
  /[\p{Cf}\p{M}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\u{e0100}-\u{e01ef}]/gu;

/** Returns a word as it is compared: small letters without marks; a word that holds Latin letters is all Latin. */
export function foldWord(word: string): string {
  const lower = word.toLowerCase().replace(/['’]+$/u, '');
  if (/^[a-z\d_]*$/u.test(lower)) return lower;
  const plain = lower.normalize('NFKD').replaceAll(shapeless, '').replaceAll(/[’ʼ]/gu, "'");
  return /[a-z]/u.test(plain) ? latinised(plain) : plain;
}

/** Returns a word with every letter that looks like a Latin one replaced by it. */
export const latinised = (word: string): string =>
  Array.from(word, letter => latinOf.get(letter) ?? letter).join('');
