/** What is known of characters that nobody sees: which they are, and where a script or an emoji needs them. Pure. */

/** Scripts whose letters join or part by U+200C and U+200D. */
const joining =
  /\p{Script=Arabic}|\p{Script=Syriac}|\p{Script=Nko}|\p{Script=Mongolian}|\p{Script=Mandaic}|\p{Script=Adlam}|\p{Script=Devanagari}|\p{Script=Bengali}|\p{Script=Gurmukhi}|\p{Script=Gujarati}|\p{Script=Oriya}|\p{Script=Tamil}|\p{Script=Telugu}|\p{Script=Kannada}|\p{Script=Malayalam}|\p{Script=Sinhala}|\p{Script=Khmer}|\p{Script=Myanmar}|\p{Script=Tibetan}/u;

/** Scripts without spaces, in which U+200B says where a line may break. */
const spaceless =
  /\p{Script=Thai}|\p{Script=Lao}|\p{Script=Khmer}|\p{Script=Myanmar}|\p{Script=Tibetan}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Javanese}|\p{Script=Balinese}/u;

/** Matches a letter that is written from right to left. */
export const rightToLeft =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\p{Script=Mandaic}\p{Script=Samaritan}]/u;

const pictograph = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]/u;
const hangul = /\p{Script=Hangul}/u;
const letter = /\p{L}/u;
const mark = /\p{M}/u;

/** Is what stands around a hidden character: the nearest characters that show, '' at the ends of the text. */
export interface Neighbours {
  readonly previous: string;
  readonly next: string;
  /** Whether the text is one that runs from right to left somewhere. */
  readonly mixesDirections: boolean;
  readonly atStart: boolean;
}

type Reason = (around: Neighbours) => boolean;

const either =
  (shape: RegExp): Reason =>
  ({ previous, next }) =>
    shape.test(previous) || shape.test(next);

const directed: Reason = ({ mixesDirections }) => mixesDirections;

/** Holds when a hidden character has an honest reason, by character. */
const reasons: Readonly<Record<string, Reason>> = {
  '\u00ad': ({ previous, next }) => letter.test(previous) && letter.test(next),
  '\u034f': either(mark),
  '\u061c': directed,
  '\u115f': either(hangul),
  '\u1160': either(hangul),
  '\u180e': either(/\p{Script=Mongolian}/u),
  '\u200b': either(spaceless),
  '\u200c': either(joining),
  '\u200d': around =>
    either(joining)(around) || (pictograph.test(around.previous) && pictograph.test(around.next)),
  '\u200e': directed,
  '\u200f': directed,
  '\u3164': either(hangul),
  '\uffa0': either(hangul),
  '\ufeff': ({ atStart }) => atStart,
};

/** Tells whether a hidden character has an honest reason where it stands. */
export const hasReason = (character: string, around: Neighbours): boolean =>
  Object.hasOwn(reasons, character) && reasons[character]?.(around) === true;

/** Counts characters, not UTF-16 units. */
export const lengthOf = (text: string): number => Array.from(text).length;

/** Returns the character that ends before an offset. */
export function characterBefore(text: string, offset: number): string {
  const low = text.charCodeAt(offset - 1);
  const start = low >= 0xdc00 && low <= 0xdfff ? offset - 2 : offset - 1;
  return start < 0 ? '' : text.slice(start, offset);
}

/** Returns the character that starts at an offset. */
export const characterAt = (text: string, offset: number): string => {
  const code = text.codePointAt(offset);
  return code === undefined ? '' : String.fromCodePoint(code);
};
