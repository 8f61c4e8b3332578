/** Says how patterns are written so that the grammars of C and C++ take them. */
import type { EllipsisPlace, Frame } from '../language.ts';

const start = 'void FRAME(void) { ';

/** Lists the texts around a pattern, in the order in which they are tried. */
export const frames: readonly Frame[] = [
  // `if (…)` alone would pass for a call.
  { before: start, after: '\n{ } else { } }', pick: 'header' },
  { before: `${start}FRAME = (`, after: '\n); }', pick: 'expression' },
  { before: start, after: '\n}', pick: 'statements' },
  { before: '', after: '\n', pick: 'file' },
  { before: 'struct FRAME { ', after: '\n};', pick: 'members' },
  { before: start, after: '\n; }', pick: 'header' },
  { before: '', after: '\n{ }', pick: 'header' },
  { before: `${start}if (FRAME) { } `, after: '\n}', pick: 'node' },
  { before: `${start}switch (FRAME) { `, after: '\n} }', pick: 'node' },
  { before: 'void FRAME(', after: '\n) { }', pick: 'node' },
  { before: `${start}(`, after: '\n)FRAME; }', pick: 'node' },
];

/** Is the frame in which a type parses. */
export const typeFrame: Frame = { before: `${start}(`, after: '\n)FRAME; }', pick: 'node' };

/** Returns the spellings of an ellipsis in C and C++. */
export function ellipses(place: EllipsisPlace): readonly string[] {
  const { before, bracket } = place;
  if (before === '.' || before === '>' || before === '<') return ['DOTS_MV', 'DOTS_MV;'];
  if (bracket === '(') return inParentheses(place);
  if (bracket === '[') return ['DOTS_MV'];
  return inBraces(place);
}

function inParentheses({ before, after, head }: EllipsisPlace): readonly string[] {
  const alone = before === '(' && after === ')';
  if (/\bfor$/.test(head)) return alone ? ['DOTS_MV;DOTS_MV;DOTS_MV', 'DOTS_MV'] : ['DOTS_MV'];
  if (/\bcatch$/.test(head)) return ['DOTS_MV DOTS_MV'];
  if (isDefinition(head)) return ['DOTS_MV DOTS_MV', 'DOTS_MV'];
  return ['DOTS_MV', 'DOTS_MV DOTS_MV'];
}

/** Two words before a parenthesis, as in `void f(` and `char *f(`, define a function; `return f(` calls one. */
const isDefinition = (head: string): boolean =>
  /[\w$\]>][\s*&]*[\s*&][\w$:~]+$/.test(head) &&
  !/\b(?:new|return|throw|else|case|goto|do|delete)\s+[\w$:.>-]+$/.test(head);

function inBraces({ before, after, head }: EllipsisPlace): readonly string[] {
  if (isSwitch.test(head) && /[{}]/.test(before)) return ['case DOTS_MV:', 'DOTS_MV;'];
  if (isEnum.test(head)) return ['DOTS_MV'];
  if (!/^[{};:)>]?$/.test(before)) return ['DOTS_MV', 'DOTS_MV;', 'DOTS_MV DOTS_MV;'];
  if (/[\]=,({]$/.test(head)) return ['DOTS_MV', 'DOTS_MV;'];
  const end = after === ';' ? '' : ';';
  if (isClass.test(head)) return [`DOTS_MV DOTS_MV${end}`, `DOTS_MV${end}`];
  return [`DOTS_MV${end}`, `DOTS_MV DOTS_MV${end}`, 'DOTS_MV'];
}

const isSwitch = /\bswitch\s*\([^{}]*\)$/;
const isEnum = /\benum\s+(?:class\s+)?[\w$]*[^{};]*$/;
const isClass = /\b(?:class|struct|union)\s[^{};()]*$|\b(?:struct|union)$/;
