/** XML as editors and build tools write it: elements, attributes and text as one tree. One pass; nothing is resolved. */
import { maxDepth, type ConfigDocument, type ConfigEntry, type ConfigNode } from '../document.ts';

interface Element {
  readonly name: string;
  readonly start: number;
  readonly entries: ConfigEntry[];
  text: string;
}

const token =
  /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[([\s\S]*?)(?:\]\]>|$)|<[?!][^>]*>?|<\/([^\s>]{0,200})[^>]*>?|<([A-Za-z_][\w:.-]{0,200})((?:"[^"]*"|'[^']*'|[^"'<>])*)>?|[^<]+|</g;
const attribute = /([\w:.-]{1,200})\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/**
 * Parses XML: attributes and child elements become entries under their names; an element with text only becomes that
 * text, and text beside attributes stands under `#text`. Elements of one name are several entries of one object.
 */
export function parseXml(text: string): ConfigDocument {
  const root: Element = { name: '', start: 0, entries: [], text: '' };
  const open: Element[] = [root];
  let cut = false;
  let broken = false;
  for (const match of text.matchAll(token)) {
    const top = open.at(-1) ?? root;
    const [whole, data, closing, name, rest] = match;
    if (closing !== undefined) broken = !close(open, closing, match.index) || broken;
    else if (name !== undefined) {
      const element = { name, start: match.index, entries: attributesOf(rest ?? '', match.index), text: '' };
      if (open.length > maxDepth) cut = true;
      else if (/\/\s*$/.test(rest ?? '')) attach(top, element, match.index + whole.length);
      else open.push(element);
    } else if (data !== undefined) top.text += data;
    else if (!whole.startsWith('<')) top.text += whole;
  }
  while (open.length > 1) broken = !close(open, open.at(-1)?.name ?? '', text.length, true) || broken;
  return { root: nodeOf(root, text.length), problems: [], duplicates: [], broken, unread: cut };
}

/** Closes the innermost element of a name; false when others were left open inside it. */
function close(open: Element[], name: string, end: number, forced = false): boolean {
  const at = open.findLastIndex((element, index) => index > 0 && element.name === name);
  if (at < 1) return false;
  const tidy = at === open.length - 1 && !forced;
  while (open.length > at) {
    const element = open.pop();
    const parent = open.at(-1);
    if (element !== undefined && parent !== undefined) attach(parent, element, end);
  }
  return tidy;
}

function attach(parent: Element, element: Element, end: number): void {
  const { name, start } = element;
  parent.entries.push({ key: name, start, node: nodeOf(element, end), shadowed: false });
}

function nodeOf({ start, entries, text }: Element, end: number): ConfigNode {
  const value = decoded(text.trim());
  if (entries.length === 0) return { type: 'scalar', value, start, end };
  const beside: readonly ConfigEntry[] =
    value === ''
      ? []
      : [{ key: '#text', start, node: { type: 'scalar', value, start, end }, shadowed: false }];
  return { type: 'object', entries: [...entries, ...beside], start, end };
}

const attributesOf = (text: string, start: number): ConfigEntry[] =>
  Array.from(text.matchAll(attribute), ([, key = '', double, single]) => {
    const value = decoded(double ?? single ?? '');
    return { key, start, node: { type: 'scalar' as const, value, start, end: start }, shadowed: false };
  });

const entities: Readonly<Record<string, string>> = { quot: '"', apos: "'", lt: '<', gt: '>', amp: '&' };

const decoded = (text: string): string =>
  text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,4}));/gi, (all, decimal, hex, name) => {
    if (typeof name === 'string') return entities[name] ?? all;
    const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : all;
  });
