/** Takes a Dockerfile's words apart: images, keys with their values, and what stands around a mark. */
import { literalParts } from '../spelling.ts';
import { value } from './values.ts';
import type { Cst } from '../../tree/cst.ts';
import { Node } from '../../tree/node.ts';

/** Returns the text before a mark and the place after it, undefined when there is no such mark outside of braces. */
export function splitAt(
  text: string,
  mark: string,
  start: number,
  end: number,
): readonly [string, number | undefined] {
  const at = find(text, mark, start, end);
  return at === -1 ? [text.slice(start, end), undefined] : [text.slice(start, at), at + 1];
}

function find(text: string, marks: string, start: number, end: number): number {
  let isBraced = false;
  for (let at = start; at < end; at += 1) {
    const character = text[at] ?? '';
    if (character === '{' && text[at - 1] === '$') isBraced = true;
    else if (character === '}') isBraced = false;
    else if (!isBraced && marks.includes(character)) return at;
  }
  return -1;
}

type Range = readonly [start: number, end: number];

/** Returns an image's name, tag and digest. The tag begins at the first colon: so do Semgrep's, also after a port. */
export function imageParts(
  text: string,
  start: number,
  end: number,
): { readonly name: Range; readonly tag: Range | undefined; readonly digest: Range | undefined } {
  const mark = find(text, ':@', start, end);
  if (mark === -1) return { name: [start, end], tag: undefined, digest: undefined };
  const name: Range = [start, mark];
  if (text[mark] === '@') return { name, tag: undefined, digest: [mark + 1, end] };
  const at = find(text, '@', mark + 1, end);
  if (at === -1) return { name, tag: [mark + 1, end], digest: undefined };
  return { name, tag: [mark + 1, at], digest: [at + 1, end] };
}

/** Is a key, and its value where there is one. */
export interface KeyValue {
  readonly key: Node;
  readonly value: Node | undefined;
  readonly start: number;
  readonly end: number;
}

/** Reads `key=value` words; when the first word has no `=`, all that follows it is its value. */
export function pairsOf(words: readonly Cst[], text: string): readonly KeyValue[] {
  const [first, second] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined) return [];
  const isSpaced =
    second !== undefined && find(text, '=', first.start, first.end) === -1 && !isOpen(first, text);
  if (isSpaced) {
    const key = keyOf(text, first.start, first.end);
    return [{ key, value: value(text, second.start, last.end), start: first.start, end: last.end }];
  }
  return words.map(({ start, end }) => {
    const [, from] = splitAt(text, '=', start, end);
    const key = keyOf(text, start, from === undefined ? end : from - 1);
    return { key, value: from === undefined ? undefined : value(text, from, end), start, end };
  });
}

const isOpen = ({ start, end }: Cst, text: string): boolean => text.slice(start, end) === 'DOTS_MV';

function keyOf(text: string, start: number, end: number): Node {
  const source = text.slice(start, end).replace(/^(["'])(.*)\1$/s, '$2');
  const parts = literalParts(source, start, end);
  const only = parts[0];
  return parts.length === 1 && only?.kind === 'Name' ? only : new Node('Name', source, [], start, end);
}
