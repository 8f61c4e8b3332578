/** Reads the words of an instruction: quotes, expansions, and arrays of strings. */
import { cst } from './tree.ts';
import type { Cst } from '../../tree/cst.ts';

/** Returns the next place that is no space. */
export function skipSpace(text: string, at: number): number {
  let to = at;
  while (to < text.length && /\s/.test(text[to] ?? '')) to += 1;
  return to;
}

/** Reads words up to the end. */
export function readWords(text: string, start: number, from: number): readonly Cst[] {
  const words: Cst[] = [];
  let at = skipSpace(text, from);
  while (at < text.length) {
    const end = wordEnd(text, at);
    words.push(cst('word', start + at, start + end));
    at = skipSpace(text, end);
  }
  return words;
}

/** Returns where a word ends: at a space outside of quotes and braces. */
function wordEnd(text: string, from: number): number {
  let quote = '';
  let at = from;
  for (; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '\\' && quote !== "'") at += 1;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = closes(text, at) ? character : '';
    else if (/\s/.test(character)) break;
  }
  return Math.min(at, text.length);
}

const closes = (text: string, at: number): boolean => text.includes(text[at] ?? '', at + 1);

/** Reads `["a", "b"]`; undefined when it is none. A pattern's array may hold bare words: its placeholders. */
export function readArray(text: string, start: number, from: number): Cst | undefined {
  const items: Cst[] = [];
  const item = /\s*(?:("(?:[^"\\\n]|\\.)*")|(\w+))\s*([,\]])/y;
  item.lastIndex = from + 1;
  if (/^\[\s*\]\s*$/.test(text.slice(from))) return cst('array', start + from, start + text.length);
  for (;;) {
    const before = item.lastIndex;
    const found = item.exec(text);
    if (found === null) return undefined;
    const value = found[1] ?? found[2] ?? '';
    const at = text.indexOf(value, before);
    items.push(cst(found[1] === undefined ? 'word' : 'json_string', start + at, start + at + value.length));
    if (found[3] === ']')
      return text.slice(item.lastIndex).trim() === ''
        ? cst('array', start + from, start + text.length, items)
        : undefined;
  }
}
