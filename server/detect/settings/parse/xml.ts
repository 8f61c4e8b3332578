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
const attribute = /\s([\w:.-]{1,200})\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)')/g;

/**
 * Parses XML: attributes and child elements become entries under their names; an element with text only becomes that
 * text, and text beside attributes stands under `#text`. Elements of one name are several entries of one object.
 */
export function parseXml(text: string): ConfigDocument {
  const root: Element = { name: '', start: 0, entries: [], text: '' };
  const walk: Walk = { open: [root], cut: false, broken: false };
  for (const match of text.matchAll(token)) step(walk, match);
  while (walk.open.length > 1) {
    close(walk.open, walk.open.at(-1)?.name ?? '', text.length);
    walk.broken = true;
  }
  const { broken, cut } = walk;
  return { root: nodeOf(root, text.length), problems: [], duplicates: [], broken, unread: cut };
}

interface Walk {
  readonly open: Element[];
  cut: boolean;
  broken: boolean;
}

function step(walk: Walk, match: RegExpExecArray): void {
  const [whole, data, closing, name, rest = ''] = match;
  if (closing !== undefined) walk.broken = !close(walk.open, closing, match.index) || walk.broken;
  else if (name !== undefined)
    begin(walk, { name, rest, start: match.index, end: match.index + whole.length });
  else addText(walk.open.at(-1), data ?? (whole.startsWith('<') ? '' : whole));
}

function addText(element: Element | undefined, text: string): void {
  if (element !== undefined) element.text += text;
}

interface Tag {
  readonly name: string;
  readonly rest: string;
  readonly start: number;
  readonly end: number;
}

function begin(walk: Walk, { name, rest, start, end }: Tag): void {
  const element = { name, start, entries: attributesOf(rest, start), text: '' };
  const parent = walk.open.at(-1);
  if (walk.open.length > maxDepth) walk.cut = true;
  else if (parent !== undefined && /\/\s*$/.test(rest)) attach(parent, element, end);
  else walk.open.push(element);
}

/** Closes the innermost element of a name; false when others were left open inside it. */
function close(open: Element[], name: string, end: number): boolean {
  const at = open.findLastIndex((element, index) => index > 0 && element.name === name);
  if (at < 1) return false;
  const tidy = at === open.length - 1;
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
  !text.includes('&')
    ? text
    : text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,4}));/gi, (all, decimal, hex, name) => {
        if (typeof name === 'string') return entities[name] ?? all;
        const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
        return code <= 0x10_ff_ff ? String.fromCodePoint(code) : all;
      });
