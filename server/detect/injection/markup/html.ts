/** Finds what HTML does not show: comments, elements hidden by attribute or style, texts of attributes. Pure. */
import { longestPart, type HiddenPart } from './part.ts';
import { hidesByStyle, hidingNames } from './styles.ts';

const tag = /<([a-z][\w-]{0,20})((?:\s|\/)[^<>]{0,2000})?>/giu;

/** Lists parts of HTML that are not shown. */
export function htmlParts(text: string): readonly HiddenPart[] {
  if (!text.includes('<')) return [];
  return [...comments(text), ...elements(text)];
}

function comments(text: string): readonly HiddenPart[] {
  const parts: HiddenPart[] = [];
  for (let at = text.indexOf('<!--'); at >= 0; at = text.indexOf('<!--', at)) {
    const close = text.indexOf('-->', at + 4);
    const end = close < 0 ? text.length : close + 3;
    const inner = text.slice(at + 4, Math.min(close < 0 ? text.length : close, at + 4 + longestPart));
    parts.push({ start: at, end, text: inner, where: 'a comment', onPurpose: false });
    at = end;
  }
  return parts;
}

function elements(text: string): readonly HiddenPart[] {
  const hiding = hidingNames(text);
  const parts: HiddenPart[] = [];
  for (const match of text.matchAll(tag)) {
    const [whole, name = '', attributes = ''] = match;
    const start = match.index;
    const where = hiddenAs(name.toLowerCase(), attributes, hiding);
    if (where !== undefined) parts.push(innerPart(text, match, where));
    parts.push(...attributeParts(attributes, start, start + whole.length));
    if (parts.length > 400) break;
  }
  return parts;
}

/** Says as what an element is hidden, or nothing when it is shown. */
function hiddenAs(name: string, attributes: string, hiding: ReadonlySet<string>): string | undefined {
  if (name === 'template' || name === 'noscript') return 'an element that is not shown';
  if (name === 'details' && !/\sopen\b/iu.test(attributes)) return 'a collapsed block';
  if (attributes === '') return undefined;
  if (/\shidden(?:\s|=|$|\/)/iu.test(attributes)) return 'a hidden element';
  if (name === 'font' && paleFont.test(attributes)) return 'text without a look';
  return isStyledAway(attributes, hiding) ? 'an element that its style hides' : undefined;
}

const paleFont = /color\s?=\s?["']?(?:white|#f{3}(?:f{3})?\b)|size\s?=\s?["']?[-+]?[01]\b/iu;

function isStyledAway(attributes: string, hiding: ReadonlySet<string>): boolean {
  const style = /\sstyle\s?=\s?(?:"([^"]{0,1500})"|'([^']{0,1500})')/iu.exec(attributes);
  if (style !== null && hidesByStyle(style[1] ?? style[2] ?? '')) return true;
  const named = /\s(?:class|id)\s?=\s?["']?([\w\s-]{1,300})/iu.exec(attributes)?.[1] ?? '';
  return named.split(/\s+/u).some(each => hiding.has(each));
}

function innerPart(text: string, match: RegExpExecArray, where: string): HiddenPart {
  const from = match.index + match[0].length;
  const rest = text.slice(from, from + longestPart);
  const close = rest.toLowerCase().indexOf(`</${(match[1] ?? '').toLowerCase()}`);
  const inner = close < 0 ? rest : rest.slice(0, close);
  // The end tag belongs to the element.
  const after = close < 0 ? inner.length : rest.indexOf('>', close) + 1;
  return {
    start: match.index,
    end: from + Math.max(after, inner.length),
    text: inner.replaceAll(/<[^<>]{0,500}>/gu, ' '),
    where,
    onPurpose: where !== 'a collapsed block' && where !== 'an element that is not shown',
  };
}

const spoken =
  /\s(alt|title|aria-label|aria-description|placeholder|summary|content|value|data-[\w-]{1,40}|label|longdesc|desc)\s?=\s?(?:"([^"]{8,2000})"|'([^']{8,2000})')/giu;

const attributeParts = (attributes: string, start: number, end: number): readonly HiddenPart[] =>
  attributes === ''
    ? []
    : Array.from(attributes.matchAll(spoken), ([, name = '', double, single]) => ({
        start,
        end,
        text: double ?? single ?? '',
        where: name.toLowerCase() === 'alt' ? 'the text of an image' : 'an attribute of an element',
        onPurpose: false,
      }));
