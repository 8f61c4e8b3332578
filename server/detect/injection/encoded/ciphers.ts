/** Reads texts whose letters are shifted, mirrored, turned round, styled or parted; only where telling words show. Pure. */
import { lexicon } from '../words/lexicon.ts';
import { tellingWords } from '../words/vocabulary.ts';
import type { Decoded } from './decoded.ts';

const code = (letter: string): number => letter.charCodeAt(0) - 97;

/** Differences between letters stay the same when all are shifted. */
const steps = (word: string): string => {
  let key = '';
  for (let at = 1; at < word.length; at += 1)
    key += String.fromCharCode(97 + ((word.charCodeAt(at) - word.charCodeAt(at - 1) + 26) % 26));
  return key;
};

const mirrored = (text: string): string =>
  text.replaceAll(/[a-z]/giu, letter => {
    const base = letter <= 'Z' ? 65 : 97;
    return String.fromCharCode(base + 25 - (letter.charCodeAt(0) - base));
  });

const turned = (text: string): string => Array.from(text).toReversed().join('');

const shifted = (text: string, by: number): string =>
  text.replaceAll(/[a-z]/giu, letter => {
    const base = letter <= 'Z' ? 65 : 97;
    return String.fromCharCode(base + ((letter.charCodeAt(0) - base + by + 26) % 26));
  });

const secretive = [
  ...tellingWords,
  'password',
  'passwords',
  'credentials',
  'everything',
  'system',
  'prompt',
  'secret',
];
const longWords = secretive.filter(word => word.length >= 6);
const shiftedWords = new Map(longWords.map(word => [steps(word), word]));
const mirroredWords = new Set(longWords.map(mirrored));
const turnedWords = new Set(longWords.map(turned));

/** Most words are none already by how long they are and how they start. */
const startOf = (word: string): number =>
  word.length * 676 +
  ((word.charCodeAt(1) - word.charCodeAt(0) + 26) % 26) * 26 +
  ((word.charCodeAt(2) - word.charCodeAt(1) + 26) % 26);
const shiftedStarts = new Set(longWords.map(startOf));

type Reading = { readonly how: string; readonly read: (text: string) => string };

/** Returns how a word is disguised, or nothing when it is none that tells. */
function readingOf(word: string): Reading | undefined {
  if (turnedWords.has(word)) return { how: 'backwards', read: turned };
  if (mirroredWords.has(word)) return { how: 'in a mirrored alphabet', read: mirrored };
  if (!shiftedStarts.has(startOf(word))) return undefined;
  const plain = shiftedWords.get(steps(word));
  if (plain === undefined || plain === word) return undefined;
  const by = code(plain) - code(word);
  return { how: 'in a shifted alphabet', read: text => shifted(text, by) };
}

/** Lists lines in a cipher, letters that are parted, and letters of a style of their own. */
export function cipherTexts(text: string): readonly Decoded[] {
  return [...ciphers(text), ...parted(text), ...styled(text), ...digitWords(text)];
}

function ciphers(text: string): readonly Decoded[] {
  const found: Decoded[] = [];
  let last = -1;
  for (const match of text.toLowerCase().matchAll(/[a-z]{6,16}/gu)) {
    if (match.index < last) continue;
    const reading = readingOf(match[0]);
    if (reading === undefined) continue;
    const { start, end } = lineAround(text, match.index);
    found.push({ start, end, text: reading.read(text.slice(start, end)), how: reading.how });
    last = end;
    if (found.length >= 60) break;
  }
  return found;
}

function lineAround(text: string, at: number): { readonly start: number; readonly end: number } {
  const next = text.indexOf('\n', at);
  return {
    start: Math.max(text.lastIndexOf('\n', at) + 1, at - 1_000),
    end: Math.min(next < 0 ? text.length : next, at + 1_000),
  };
}

const words = [...new Set(Object.values(lexicon).flatMap(list => list.split(/\s+/u)))]
  .filter(word => word.length >= 3 && /^[a-z]+$/u.test(word))
  .toSorted((a, b) => b.length - a.length);
const anyWord = new RegExp(words.join('|'), 'gu');

/** Parts a row of letters into words that are known. */
const unglued = (text: string): string =>
  text.toLowerCase().replaceAll(anyWord, ' $& ').replaceAll(/ {2,}/gu, ' ');

/** Letters with a blank, a dot or a dash after each. */
function parted(text: string): readonly Decoded[] {
  const found: Decoded[] = [];
  for (const match of text.matchAll(
    /(?<![\p{L}\d])(?:[\p{L}\d][ ._*·|-]{1,3}){7,600}[\p{L}\d](?![\p{L}\d])/gu,
  )) {
    const [row] = match;
    const joined = row
      .replaceAll(/([\p{L}\d])[ ._*·|-](?=[\p{L}\d])/gu, '$1')
      .replaceAll(/[ ._*·|-]{2,}/gu, ' ');
    const said = joined.includes(' ') ? joined : unglued(joined);
    found.push({
      start: match.index,
      end: match.index + row.length,
      text: said,
      how: 'in letters that are parted',
    });
    if (found.length >= 40) break;
  }
  return found;
}

/** Letters in circles and boxes, upside down or as small capitals are symbols to a filter. */
function styled(text: string): readonly Decoded[] {
  const found: Decoded[] = [];
  for (const match of text.matchAll(
    /(?:[\u2460-\u24ff\u{1f110}-\u{1f1ff}ᴀ-ᴢʀɪʟɴʏɢʜʙꜰꜱɐǝɟɥᴉɾʞɯɹʇʌʍʎ][\s.,]{0,3}[a-z]{0,2}){8,600}/gu,
  )) {
    const [row] = match;
    const said = Array.from(row, letter => styles.get(letter) ?? letter).join('');
    const isTurned = /[ɐǝɟɥɯɹʇʌʍʎ]/u.test(row);
    found.push({
      start: match.index,
      end: match.index + row.length,
      text: isTurned ? turned(said) : said,
      how: 'in letters of another style',
    });
    if (found.length >= 40) break;
  }
  return found;
}

const styles = new Map<string, string>([
  ...Array.from({ length: 26 }, (_, at) => String.fromCharCode(97 + at)).flatMap((letter, at) =>
    [0x24b6, 0x24d0, 0x249c, 0x1f130, 0x1f150, 0x1f170, 0x1f1e6, 0x1f110].map(
      base => [String.fromCodePoint(base + at), letter] as const,
    ),
  ),
  ...pairsOf('ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ', 'abcdefghijklmnoprstuvwyz'),
  ...pairsOf('ɐǝɟɥᴉɾʞɯɹʇʌʍʎ', 'aefhijkmrtvwy'),
]);

function pairsOf(from: string, to: string): readonly (readonly [string, string])[] {
  return Array.from(from, (letter, at) => [letter, to.charAt(at)] as const);
}

const looks: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
  '(': 'c',
  '+': 't',
};

/** Words that mix letters with digits and signs of their look, three in a line. */
function digitWords(text: string): readonly Decoded[] {
  const found: Decoded[] = [];
  for (const match of text.matchAll(/[^\n]{12,2000}/gu)) {
    const [line] = match;
    if (!/[a-z][0134578@$!|]|[0134578@$!|][a-z]/iu.test(line)) continue;
    const mixed =
      line.match(/(?<![\w@$!|])(?=[\w@$!|]{0,15}[a-z])(?=[a-z]{0,12}[0134578@$|]{1,3}[a-z])[\w@$!|]{3,16}/giu)
        ?.length ?? 0;
    if (mixed < 3) continue;
    const said = line
      .toLowerCase()
      .replaceAll(/(?<=\w)!(?=\w)|[0134578@$|(+]/gu, sign => looks[sign] ?? sign);
    found.push({
      start: match.index,
      end: match.index + line.length,
      text: said,
      how: 'with digits for letters',
    });
    if (found.length >= 40) break;
  }
  return found;
}
