/** Blanks of many widths, and blanks at the ends of lines: they look like nothing and can hold any text in bits. */
import { tags } from '../../rule.ts';
import type { Spot, TextRule } from '../../text/rule.ts';
import { surfaces } from '../../text/source.ts';

/** Reports blanks that carry data. */
export const hiddenBlanks: TextRule = {
  id: 'injection/hidden-blanks',
  title: 'Blanks of several kinds stand in a pattern',
  why: 'They look like plain space, but kinds of blanks can spell out orders for a model or a program.',
  remedy: 'Replace them by plain blanks, and take those at the ends of lines away.',
  severity: 'high',
  confidence: 'medium',
  risks: ['HIDE', 'INSTR'],
  tags: tags('OWASP-LLM@2025:LLM01', 'MITRE-ATLAS@5.6.0:AML.T0068', 'CWE@4.18:CWE-176', 'CWE@4.18:CWE-451'),
  surfaces,
  find: ({ text }) => [...oddBlanks(text), ...lineEnds(text)],
};

/** A byte and two more; typesetting needs a few thin blanks, not dozens of several widths. */
const mostOdd = 24;

/** No-break and ideographic blanks belong to languages; the blank of Braille belongs to Braille and to pictures made of it. */
function oddBlanks(text: string): readonly Spot[] {
  const found = [...text.matchAll(/[\u1680\u2000-\u200a\u205f\u2800]/gu)];
  const [first] = found;
  const last = found.at(-1);
  if (first === undefined || last === undefined || found.length < 8) return [];
  const isBraille = /[\u2801-\u28ff]/u.test(text);
  const counted = isBraille ? found.filter(([blank]) => blank !== '\u2800') : found;
  const kinds = new Set(counted.map(([blank]) => blank)).size;
  const isRow = !isBraille && /\u2800{8}|(?:\u2800[ ]){8}/u.test(text);
  const isPattern = counted.length >= mostOdd && kinds >= 2;
  if (!isPattern && !isRow) return [];
  const [start, end] = [first.index, last.index + 1];
  return [
    {
      start,
      end,
      severity: isPattern ? 'high' : 'medium',
      detail: `${counted.length} blanks of ${kinds} kinds stand in the text.`,
      fix: { title: 'Write plain blanks', text: plainBlanks(text.slice(start, end), isBraille) },
    },
  ];
}

/** A row of odd blanks becomes one plain blank; those of a picture in Braille stay. */
const plainBlanks = (text: string, isBraille: boolean): string =>
  text.replaceAll(isBraille ? /[\u1680\u2000-\u200a\u205f]+/gu : /[\u1680\u2000-\u200a\u205f\u2800]+/gu, ' ');

const trimmed = (text: string): string =>
  text
    .split('\n')
    .map(line => (line.endsWith('\r') ? `${line.slice(0, -1).trimEnd()}\r` : line.trimEnd()))
    .join('\n');

/** Editors leave blanks or tabs at the ends of lines, not rows that mix both. */
function lineEnds(text: string): readonly Spot[] {
  const found: RegExpExecArray[] = [];
  for (const match of text.matchAll(/(?<![ \t])[ \t]{7,400}(?=\r?\n|$)/gmu)) {
    const changes = match[0].match(/ \t|\t /gu)?.length ?? 0;
    if (changes >= 3) found.push(match);
    if (found.length >= 200) break;
  }
  const [first] = found;
  const last = found.at(-1);
  if (first === undefined || last === undefined || found.length < 2) return [];
  const [start, end] = [first.index, last.index + last[0].length];
  return [
    {
      start,
      end,
      severity: 'medium',
      detail: `${found.length} lines end in rows of blanks and tabs.`,
      fix: { title: 'Take the blanks at the ends of lines away', text: trimmed(text.slice(start, end)) },
    },
  ];
}
