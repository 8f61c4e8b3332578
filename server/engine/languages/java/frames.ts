/** Says how patterns are written so that Java's grammar takes them. */
import type { EllipsisPlace, Frame } from '../language.ts';

/** Lists the texts around a pattern, in the order in which they are tried. */
export const frames: readonly Frame[] = [
  // Keywords would pass for names of calls and constructors in the frames below.
  { before: '{ ', after: '\n{ } }', pick: 'header' },
  { before: 'FRAME = (', after: '\n);', pick: 'expression' },
  { before: '{ ', after: '\n}', pick: 'statements' },
  { before: '{ ', after: '\nfinally { } }', pick: 'header' },
  { before: '{ try { } ', after: '\n}', pick: 'node' },
  { before: '{ if (FRAME) { } ', after: '\n}', pick: 'node' },
  { before: 'class FRAME { FRAME() { ', after: '\n} }', pick: 'statements' },
  { before: 'class FRAME { void FRAME(', after: '\n) { } }', pick: 'node' },
  { before: 'class FRAME { FRAME() { ', after: '\n; } }', pick: 'header' },
  { before: 'class FRAME { ', after: '\n}', pick: 'members' },
  { before: '', after: '', pick: 'file' },
  { before: 'class FRAME { ', after: '\n{ } }', pick: 'header' },
  { before: '', after: '\n{ }', pick: 'header' },
  { before: 'switch (FRAME) { ', after: '\n}', pick: 'node' },
  { before: '', after: '\nclass FRAME { }', pick: 'node' },
  { before: 'class FRAME { ', after: '\n; }', pick: 'header' },
  { before: '', after: '\nFRAME;', pick: 'node' },
];

/** Returns the spellings of an ellipsis in Java. */
export function ellipses(place: EllipsisPlace): readonly string[] {
  const { before, bracket } = place;
  if (before === '.' || before === '@' || before === '<') return ['DOTS_MV'];
  if (bracket === '(') return inParentheses(place);
  if (bracket === '[') return ['DOTS_MV'];
  return inBraces(place);
}

function inParentheses({ before, after, head }: EllipsisPlace): readonly string[] {
  const alone = before === '(' && after === ')';
  // `String... $ARGS` takes any number of arguments.
  if (/[\w$>\]]/.test(before) && /[\w$]/.test(after)) return ['...'];
  if (/\bfor$/.test(head)) return alone ? ['DOTS_MV;DOTS_MV;DOTS_MV', 'DOTS_MV'] : ['DOTS_MV'];
  if (/\bcatch$/.test(head)) return ['DOTS_MV DOTS_MV'];
  if (/@[\w$.]+$/.test(head)) return alone ? ['DOTS_MV'] : ['DOTS_MV = 1', 'DOTS_MV'];
  if (isDefinition(head)) return ['DOTS_MV DOTS_MV', 'DOTS_MV'];
  return ['DOTS_MV', 'DOTS_MV DOTS_MV'];
}

/** Two words before a parenthesis, as in `void f(`, define a method; `new F(` and `return f(` call one. */
const isDefinition = (head: string): boolean =>
  /[\w$\]>]\s+[\w$]+$/.test(head) && !/\b(?:new|return|throw|else|case|yield|assert|do)\s+[\w$]+$/.test(head);

function inBraces({ before, after, head }: EllipsisPlace): readonly string[] {
  if (isSwitch.test(head) && /[{}]/.test(before)) return ['case DOTS_MV:', 'DOTS_MV;'];
  if (isEnum.test(head)) return before === ';' ? [member] : ['DOTS_MV', member];
  if (!/^[{};:)>]?$/.test(before)) return ['DOTS_MV', 'DOTS_MV;', member];
  if (isArray.test(head)) return ['DOTS_MV', 'DOTS_MV;'];
  const end = after === ';' ? '' : ';';
  if (isClass.test(head)) return [`DOTS_MV DOTS_MV${end}`, `DOTS_MV${end}`];
  return [`DOTS_MV${end}`, `DOTS_MV DOTS_MV${end}`, 'DOTS_MV'];
}

/** A field of a class needs a type; an ellipsis is its own. */
const member = 'DOTS_MV DOTS_MV;';
const isSwitch = /\bswitch\s*\([^{}]*\)$/;
const isEnum = /\benum\s+[\w$]+[^{};]*$/;
const isArray = /(?:[\]=,({]|\bnew\s+[\w$.]+\s*\[[^\]]*\])$/;
const isClass = /\b(?:class|interface|record)\s[^{};]*$|\bnew\s+[\w$.<>,\s]+\([^{}]*\)$/;

/** Gives parameters of methods that are a metavariable alone, as `void f($X) {…}`, any type: the grammar wants one. */
export const complete = (pattern: string): string =>
  pattern.replaceAll(signature, (whole, before: string, given: string, at: number) => {
    const head = pattern.slice(Math.max(0, at - longestHead), at) + before;
    if (noMethod.test(head) || !given.includes('$')) return whole;
    return `${before}(${given.replaceAll(alone, '$$_ $1')})`;
  });

const signature = /([\w$]\s*)\(((?:[^()]|\([^()]*\))*)\)(?=\s*(?:\{|throws\b))/g;
const noMethod = /\b(?:if|while|for|switch|catch|synchronized|try)\s*$|\bnew\s+[\w$.<>,\s]+$/;
/** Within type arguments (`Map<$K, $V>`) there is no parameter. */
const alone = /(?<=(?:^|,)\s*)(\$[A-Z_][A-Z_0-9]*)(?=\s*(?:,|$))(?![^<]*>)/g;
const longestHead = 200;
