/** Puts together texts that are cut into pieces: strings that are added up, and names that stand for pieces. Pure. */
import type { Decoded } from './decoded.ts';

const joint = /(["'`])\s{0,4}(?:\+|\.{1,2}|&|\|\||,)?\s{0,4}(?:\n\s{0,8})?\1/gu;
const assignment =
  /\b([A-Za-z_]\w{0,20})\s{0,3}(?::?=|:)\s{0,3}(?:"([^"\n]{1,300})"|'([^'\n]{1,300})'|`([^`\n]{1,300})`|“([^”\n]{1,300})”)/gu;
const sum = /\b[A-Za-z_]\w{0,20}(?:\s{0,3}\+\s{0,3}[A-Za-z_]\w{0,20}){1,20}/gu;

/** Lists texts that come of putting pieces together. */
export function splitTexts(text: string): readonly Decoded[] {
  return [...addedStrings(text), ...addedNames(text)].slice(0, 40);
}

function addedStrings(text: string): readonly Decoded[] {
  const found: Decoded[] = [];
  for (const match of text.matchAll(
    /(?:["'`][^"'`\n]{0,200}["'`]\s{0,4}(?:\+|\.{1,2}|&|\|\|)\s{0,8}){1,60}["'`][^"'`\n]{0,200}["'`]/gu,
  )) {
    const [row] = match;
    found.push({
      start: match.index,
      end: match.index + row.length,
      text: row.replaceAll(joint, '').replaceAll(/["'`]/gu, ''),
      how: 'in pieces',
    });
    if (found.length >= 40) break;
  }
  return found;
}

function addedNames(text: string): readonly Decoded[] {
  const pieces = piecesIn(text.slice(0, 40_000));
  if (pieces.size < 2) return [];
  const found: Decoded[] = [];
  for (const match of text.slice(0, 60_000).matchAll(sum)) {
    const parts = match[0].split('+').map(name => pieces.get(name.trim()));
    const [start, end] = [match.index, match.index + match[0].length];
    if (parts.every(part => part !== undefined))
      for (const glue of ['', ' ']) found.push({ start, end, text: parts.join(glue), how: 'in pieces' });
    if (found.length >= 40) break;
  }
  return found;
}

function piecesIn(text: string): ReadonlyMap<string, string> {
  const pieces = new Map<string, string>();
  for (const [, name = '', double, single, tick, curly] of text.matchAll(assignment)) {
    const value = double ?? single ?? tick ?? curly;
    if (value !== undefined && pieces.size < 200) pieces.set(name, value);
  }
  return pieces;
}
