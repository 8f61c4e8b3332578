/** Decodes texts that are written as numbers or in the alphabets of transport: base64, hex, URL, entities, Morse. Pure. */
import type { Decoded } from './decoded.ts';
import { utf8 } from './plausible.ts';

interface Code {
  readonly how: string;
  readonly shape: RegExp;
  /** What may stand before it and belongs to it. */
  readonly head?: RegExp;
  readonly decode: (text: string) => string;
}

const bytesOf = (parts: readonly string[], base: number): string =>
  utf8(Uint8Array.from(parts, part => Number.parseInt(part, base) & 0xff));

const characters = (parts: readonly string[], base: number): string =>
  parts
    .map(part => Number.parseInt(part, base))
    .map(code => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''))
    .join('');

const base64 = (text: string): string => {
  // Paths and long names are spelt in the same alphabet.
  if (!/[A-Z]/u.test(text) || !/[a-z]/u.test(text)) return '';
  const plain = text.replaceAll(/\s/gu, '').replaceAll('-', '+').replaceAll('_', '/');
  return utf8(Uint8Array.from(atobOr(plain.replace(/=+$/u, '')), unit => unit.charCodeAt(0)));
};

const atobOr = (text: string): string => {
  try {
    return atob(text.length % 4 === 1 ? text.slice(0, -1) : text);
  } catch {
    return '';
  }
};

function base32(text: string): string {
  const bytes: number[] = [];
  let [bits, held] = [0, 0];
  for (const letter of text.replaceAll('=', '')) {
    held = ((held << 5) | 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter)) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
    }
  }
  return utf8(Uint8Array.from(bytes));
}

const uriOr = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return '';
  }
};

const named: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

const entities = (text: string): string =>
  text.replaceAll(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]{2,4}));/giu,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (hex !== undefined) return characters([hex], 16);
      return decimal === undefined ? (named[(name ?? '').toLowerCase()] ?? whole) : characters([decimal], 10);
    },
  );

const morseLetters = `a.- b-... c-.-. d-.. e. f..-. g--. h.... i.. j.--- k-.- l.-.. m-- n-. o--- p.--. q--.- r.-. s... t-
u..- v...- w.-- x-..- y-.-- z--.. 0----- 1.---- 2..--- 3...-- 4....- 5..... 6-.... 7--... 8---.. 9----.`;
const morseOf = new Map(morseLetters.split(/\s+/u).map(pair => [pair.slice(1), pair.charAt(0)]));

const morse = (text: string): string =>
  text
    .trim()
    .split(/\s{0,2}[/|]\s{0,2}|\s{2,3}/u)
    .map(word =>
      word
        .split(/\s/u)
        .map(letter => morseOf.get(letter) ?? '')
        .join(''),
    )
    .join(' ');

const all = (text: string, shape: RegExp): readonly string[] => text.match(shape) ?? [];

const codes: readonly Code[] = [
  { how: 'in base64', shape: /(?<![\w+/-])[A-Za-z\d+/_-]{16,8000}={0,2}(?![\w+/])/gu, decode: base64 },
  {
    how: 'in base64',
    shape: /(?<![\w+/])(?:[A-Za-z\d+/]{40,120}\r?\n){1,100}[A-Za-z\d+/]{1,120}={0,2}/gu,
    decode: base64,
  },
  { how: 'in base32', shape: /(?<![\w+/])[A-Z2-7]{24,4000}={0,6}(?![\w+/])/gu, decode: base32 },
  {
    how: 'in hexadecimal digits',
    shape: /(?<![\da-z])(?:[\da-f]{2}[ :,]?){10,4000}(?![\da-z])/giu,
    decode: text => bytesOf(all(text, /[\da-f]{2}/giu), 16),
  },
  {
    how: 'in escaped bytes',
    shape: /(?:(?:\\|0)x[\da-f]{2}[ ,]{0,2}){8,4000}/giu,
    decode: text => bytesOf(all(text, /(?<=x)[\da-f]{2}/giu), 16),
  },
  {
    how: 'in escaped characters',
    shape: /(?:\\u\{?[\da-f]{4,6}\}?[ ,]{0,2}){6,4000}/giu,
    decode: text => characters(all(text, /(?<=u\{?)[\da-f]{4,6}/giu), 16),
  },
  {
    how: 'in the escapes of addresses',
    shape: /(?:%[\da-f]{2}[\w.+~-]{0,60}){3,400}/giu,
    head: /[\w.+~-]{1,60}$/u,
    decode: uriOr,
  },
  { how: 'in entities of HTML', shape: /(?:&#x?[\da-f]{1,6};[^&\n]{0,24}){5,2000}/giu, decode: entities },
  {
    how: 'in binary digits',
    shape: /(?<!\d)(?:[01]{8}[ ,]?){6,4000}(?!\d)/gu,
    decode: text => bytesOf(all(text, /[01]{8}/gu), 2),
  },
  {
    how: 'in codes of characters',
    shape: /(?<!\d)(?:\d{2,3}[ ,]{1,2}){9,4000}\d{2,3}(?!\d)/gu,
    decode: text => bytesOf(all(text, /\d{2,3}/gu), 10),
  },
  { how: 'in Morse code', shape: /(?:[.-]{1,6}[ /|]{1,3}){10,4000}[.-]{0,6}/gu, decode: morse },
];

/** Longer texts are not read for codes of every kind. */
const mostOfAKind = 60;

/** Lists texts in codes. */
export function codedTexts(text: string): readonly Decoded[] {
  const found: Decoded[] = [];
  for (const { how, shape, head, decode } of codes) {
    let count = 0;
    for (const match of text.matchAll(shape)) {
      if ((count += 1) > mostOfAKind) break;
      const before = head?.exec(text.slice(Math.max(0, match.index - 60), match.index))?.[0] ?? '';
      const [start, end] = [match.index - before.length, match.index + match[0].length];
      found.push({ start, end, text: decode(before + match[0]), how });
    }
  }
  return found;
}
