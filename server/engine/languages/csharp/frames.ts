/** Says how patterns are written so that C#'s grammar takes them. */
import type { EllipsisPlace, Frame } from '../language.ts';

/** Lists the texts around a pattern, in the order in which they are tried. */
export const frames: readonly Frame[] = [
  // Attributes alone would pass for a collection, and keywords for names of calls, in the frames below.
  { before: 'enum FRAME { ', after: '\nFRAME }', pick: 'node' },
  { before: '{ ', after: '\n{ } }', pick: 'header' },
  { before: 'var FRAME = (', after: '\n);', pick: 'expression' },
  { before: '{ ', after: '\n}', pick: 'statements' },
  { before: '{ try { } ', after: '\n}', pick: 'node' },
  { before: '{ if (FRAME) { } ', after: '\n}', pick: 'node' },
  { before: 'class FRAME { ', after: '\n}', pick: 'members' },
  { before: '', after: '\n', pick: 'file' },
  { before: 'class FRAME { void FRAME(', after: '\n) { } }', pick: 'node' },
  { before: 'class FRAME { ', after: '\n{ } }', pick: 'header' },
  { before: '{ switch (FRAME) { ', after: '\n} }', pick: 'node' },
  { before: '', after: '\nclass FRAME { }', pick: 'node' },
  { before: '{ ', after: '\n; }', pick: 'header' },
  { before: 'class FRAME { ', after: '\n; }', pick: 'header' },
  // What no statement can be in C# (`$X;`) stands for the expression.
  { before: 'var FRAME = ', after: '\n', pick: 'expression' },
  // A switch is lowered to a statement, though it may be a value.
  { before: 'var FRAME = (', after: '\n);', pick: 'node' },
  { before: '', after: '\nFRAME;', pick: 'node' },
];

/** Returns the spellings of an ellipsis in C#. */
export function ellipses(place: EllipsisPlace): readonly string[] {
  const { before, bracket } = place;
  if (before === '.' || before === '<') return ['DOTS_MV'];
  if (bracket === '(') return inParentheses(place);
  if (bracket === '[') return ['DOTS_MV'];
  return inBraces(place);
}

function inParentheses({ before, after, head }: EllipsisPlace): readonly string[] {
  const alone = before === '(' && after === ')';
  if (/\bfor$/.test(head)) return alone ? ['DOTS_MV;DOTS_MV;DOTS_MV', 'DOTS_MV'] : ['DOTS_MV'];
  if (/\bforeach$/.test(head)) return alone ? ['DOTS_MV DOTS_MV in DOTS_MV'] : ['DOTS_MV'];
  if (/\bcatch$/.test(head)) return ['DOTS_MV DOTS_MV'];
  if (isDefinition(head)) return ['DOTS_MV DOTS_MV', 'DOTS_MV'];
  return ['DOTS_MV', 'DOTS_MV DOTS_MV'];
}

/** Two words before a parenthesis, as in `void F(`, define a method; `new F(` and `return F(` call one. */
const isDefinition = (head: string): boolean =>
  /[\w$\]>?]\s+[\w$]+(?:<[^()]*>)?$/.test(head) &&
  !/\b(?:new|return|throw|else|await|in|is|as|do|case|async|out|ref)\s+[\w$.]+(?:<[^()]*>)?$/.test(head);

function inBraces({ before, after, head }: EllipsisPlace): readonly string[] {
  if (isSwitch.test(head) && /[{}]/.test(before)) return ['case DOTS_MV:', member];
  if (/\bswitch$/.test(head)) return ['DOTS_MV => DOTS_MV'];
  if (isEnum.test(head)) return ['DOTS_MV', member];
  if (!/^[{};:)>\]]?$/.test(before)) return ['DOTS_MV', member];
  if (isInitializer.test(head)) return ['DOTS_MV', member];
  const end = after === ';' ? '' : ';';
  return [`DOTS_MV DOTS_MV${end}`, `DOTS_MV()${end}`, 'DOTS_MV'];
}

/** No name alone is a statement, and a field needs a type; an ellipsis is its own. */
const member = 'DOTS_MV DOTS_MV;';
const isSwitch = /\bswitch\s*\([^{}]*\)$/;
const isEnum = /\benum\s+[\w$]+[^{};]*$/;
const isInitializer = /(?:[\]=,({]|\bnew\s+[\w$.<>,\s]+(?:\([^{}]*\))?|\bnew\s*\(\s*\)|\bnew)$/;
