/** Finds what Markdown does not show: definitions that nothing uses, titles, the text of images, comments. Pure. */
import type { HiddenPart } from './part.ts';

const definition =
  /^[ ]{0,3}\[([^[\]\n]{1,400})\]:[ \t]{0,4}(?:<[^<>\n]{0,400}>|[^\s<]\S{0,500})(?:[ \t]{1,4}(?:"([^"\n]{1,2000})"|'([^'\n]{1,2000})'|\(([^\n]{1,2000})\)))?[ \t]{0,8}$/gmu;
const link =
  /(!?)\[([^[\]\n]{0,600})\]\([ \t]{0,3}(?:<[^<>\n]{0,400}>|[^\s()<>]{0,600})(?:[ \t\n]{1,4}(?:"([^"\n]{1,2000})"|'([^'\n]{1,2000})'))?[ \t]{0,3}\)/gu;
const comments: readonly (readonly [string, string])[] = [
  ['%%', '%%'],
  ['{/*', '*/}'],
  ['{#', '#}'],
];
const pale: readonly (readonly [RegExp, string])[] = [
  [/\\(?:textcolor|color)\{(?:white|#?f{3,6})\}\s{0,4}\{?([^\\{}\n]{3,2000})/giu, 'white text'],
  [/\\(?:v?phantom|hphantom)\{([^\\{}]{3,2000})\}/gu, 'text without a look'],
];

/** Lists parts of Markdown that are not shown. */
export function markdownParts(text: string): readonly HiddenPart[] {
  return [...definitions(text), ...links(text), ...commentParts(text)];
}

function definitions(text: string): readonly HiddenPart[] {
  return Array.from(text.matchAll(definition), match => {
    const [whole, label = '', double, single, round] = match;
    const title = double ?? single ?? round ?? '';
    const said = /\s\S+\s/u.test(label) ? `${label}. ${title}` : title;
    return part(match.index, whole, said, 'the definition of a link');
  });
}

function links(text: string): readonly HiddenPart[] {
  return Array.from(text.matchAll(link), match => {
    const [whole, mark, label = '', double, single] = match;
    const title = double ?? single ?? '';
    return mark === '!'
      ? part(match.index, whole, `${label}. ${title}`, 'the text of an image')
      : part(match.index, whole, title, 'the title of a link');
  });
}

const commentParts = (text: string): readonly HiddenPart[] => [
  ...comments.flatMap(([open, close]) => between(text, open, close)),
  ...pale.flatMap(([shape, where]) =>
    Array.from(text.matchAll(shape), match => ({
      ...part(match.index, match[0], match[1] ?? '', where),
      onPurpose: true,
    })),
  ),
];

const longestComment = 4_000;

/** Lists what stands between two marks; the place of the next closing one is looked for once. */
function between(text: string, open: string, close: string): readonly HiddenPart[] {
  const parts: HiddenPart[] = [];
  let end = -1;
  for (let at = text.indexOf(open); at >= 0 && parts.length < 100;) {
    const from = at + open.length;
    if (end < from) end = text.indexOf(close, from);
    if (end < 0) break;
    const isNear = end - from <= longestComment;
    if (isNear) parts.push(part(at, text.slice(at, end + close.length), text.slice(from, end), 'a comment'));
    at = text.indexOf(open, isNear ? end + close.length : from);
  }
  return parts;
}

const part = (start: number, whole: string, text: string, where: string): HiddenPart => ({
  start,
  end: start + whole.length,
  text,
  where,
  onPurpose: false,
});
