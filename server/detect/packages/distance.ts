/** Measures how far two names are apart, and folds characters that look alike. Pure. */

/**
 * Returns how many letters one has to add, drop, replace or swap with their neighbour to get from one name to the other;
 * `most + 1` when it is more than `most`.
 */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let above: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row];
    let least = row;
    for (let column = 1; column <= b.length; column += 1) {
      const same = a.charCodeAt(row - 1) === b.charCodeAt(column - 1);
      let value = Math.min(
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (isSwap(a, b, row, column)) value = Math.min(value, (above[column - 2] ?? 0) + 1);
      next.push(value);
      least = Math.min(least, value);
    }
    if (least > most) return most + 1;
    above = last;
    last = next;
  }
  return last[b.length] ?? most + 1;
}

const isSwap = (a: string, b: string, row: number, column: number): boolean =>
  row > 1 &&
  column > 1 &&
  a.charCodeAt(row - 1) === b.charCodeAt(column - 2) &&
  a.charCodeAt(row - 2) === b.charCodeAt(column - 1);

/** Tells how one letter apart two names are. */
export type Slip = 'swap' | 'repeat' | 'drop' | 'near' | 'add' | 'other';

/** Returns what sort of slip leads from a popular name to one at distance 1. */
export function slipOf(name: string, popular: string): Slip {
  let at = 0;
  while (at < name.length && name[at] === popular[at]) at += 1;
  const typed = name.charAt(at);
  const meant = popular.charAt(at);
  if (name.length < popular.length) return 'drop';
  if (name.length > popular.length)
    return typed === name.charAt(at - 1) || typed === name.charAt(at + 1) ? 'repeat' : 'add';
  if (typed === popular.charAt(at + 1) && meant === name.charAt(at + 1)) return 'swap';
  return neighbours(typed, meant) ? 'near' : 'other';
}

const keyboard = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** Keys that touch on a keyboard, and vowels, which people mix up by ear. */
function neighbours(a: string, b: string): boolean {
  if (/^[aeiouy]{2}$/u.test(a + b)) return true;
  const place = (key: string) => {
    const row = keyboard.findIndex(keys => keys.includes(key));
    return { row, column: row < 0 ? -9 : (keyboard[row]?.indexOf(key) ?? -9) };
  };
  const [one, two] = [place(a), place(b)];
  return (
    one.row >= 0 && two.row >= 0 && Math.abs(one.row - two.row) <= 1 && Math.abs(one.column - two.column) <= 1
  );
}

/** Letters of other scripts that look like Latin ones; composed letters fall apart by themselves. */
const alike: Readonly<Record<string, string>> = Object.fromEntries([
  ['а', 'a'],
  ['ɑ', 'a'],
  ['α', 'a'],
  ['Ь', 'b'],
  ['с', 'c'],
  ['ϲ', 'c'],
  ['ԁ', 'd'],
  ['е', 'e'],
  ['ҽ', 'e'],
  ['ɡ', 'g'],
  ['һ', 'h'],
  ['і', 'i'],
  ['ı', 'i'],
  ['ɩ', 'i'],
  ['ӏ', 'l'],
  ['ј', 'j'],
  ['κ', 'k'],
  ['к', 'k'],
  ['ⅼ', 'l'],
  ['м', 'm'],
  ['ո', 'n'],
  ['п', 'n'],
  ['о', 'o'],
  ['ο', 'o'],
  ['օ', 'o'],
  ['р', 'p'],
  ['ρ', 'p'],
  ['ԛ', 'q'],
  ['г', 'r'],
  ['ѕ', 's'],
  ['т', 't'],
  ['τ', 't'],
  ['υ', 'u'],
  ['ս', 'u'],
  ['ν', 'v'],
  ['ѵ', 'v'],
  ['ѡ', 'w'],
  ['ԝ', 'w'],
  ['х', 'x'],
  ['у', 'y'],
  ['ʏ', 'y'],
  ['ᴢ', 'z'],
]);

/** Writes a name in plain Latin letters as a reader sees it. */
export const skeleton = (name: string): string =>
  Array.from(name.normalize('NFKD').replace(/[\p{M}\p{Cf}]/gu, ''), letter => alike[letter] ?? letter).join(
    '',
  );

/** Digits that stand for letters. */
const digitLetters: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
};

/** Writes a name with letters where digits stand for them. */
export const unleet = (name: string): string =>
  name.replace(/[013457]/gu, digit => digitLetters[digit] ?? digit);

/** Writes a name as it sounds: vowels alike, doubled letters once, and consonants that stand for one another as one. */
export const soundOf = (name: string): string =>
  name
    .replaceAll('ph', 'f')
    .replaceAll('ck', 'k')
    .replace(/[cq]/gu, 'k')
    .replaceAll('z', 's')
    .replace(/[aeiouy]+/gu, 'a')
    .replace(/(.)\1+/gu, '$1');

/** Writes a name as it looks in a careless eye: letters that others make up, and strokes. */
export const lookOf = (name: string): string =>
  name
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replaceAll('cl', 'd')
    .replace(/[1i]/gu, 'l')
    .replaceAll('0', 'o');
