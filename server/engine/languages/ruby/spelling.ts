/**
 * Spells Ruby patterns. Ruby tells constants from variables by the case of their first letter, so placeholders begin with an
 * underscore, except where only a constant may stand; and `...` is an operator of its own.
 */
import { leadUp, openBrackets } from '../brackets.ts';

const piece =
  /(?<comment>(?:^|\s)#(?!\{)[^\n]*)|(?<regex>\/\.\.\.\/)|(?<deep><\.\.\.)|(?<deepEnd>\.\.\.>)|(?<name>(?<head>\b(?:class|module)\s+)?\$(?<rest>\.\.\.)?(?<word>[A-Z_][A-Z_0-9]*)\b)|(?<dots>\.\.\.)|(?<open>#\{)|(?<close>\})|(?<curly>\{)|(?<quote>["'`])|(?<escape>\\[^])/dgu;

/** Returns a pattern with placeholders for its metavariables and ellipses. */
export function spell(pattern: string): string {
  let result = '';
  let at = 0;
  // What encloses the place: quotes, and the braces in between, which are code again.
  const stack: string[] = [];
  const open = openBrackets(pattern);
  for (const match of pattern.matchAll(piece)) {
    const { index } = match;
    const found = match[0];
    result += pattern.slice(at, index);
    at = index + found.length;
    const quote = stack.at(-1);
    const quoted = quote !== undefined && quote !== '{';
    result += spelt(match, quoted, pattern, open[index] ?? -1);
    follow(match.groups ?? {}, stack, quoted);
  }
  return result + pattern.slice(at);
}

function follow(
  groups: Readonly<Record<string, string | undefined>>,
  stack: string[],
  quoted: boolean,
): void {
  const { quote, open, close, curly } = groups;
  if (quote !== undefined && (!quoted || stack.at(-1) === quote)) {
    if (stack.at(-1) === quote) stack.pop();
    else stack.push(quote);
  }
  if (open !== undefined && quoted) stack.push('{');
  if (curly !== undefined && !quoted) stack.push('{');
  if (close !== undefined && !quoted && stack.at(-1) === '{') stack.pop();
}

function spelt(match: RegExpMatchArray, quoted: boolean, pattern: string, open: number): string {
  const found = match[0];
  const { comment, deep, deepEnd, dots, word } = match.groups ?? {};
  const index = match.index ?? 0;
  if (comment !== undefined) return quoted ? `${found.charAt(0)}${spell(found.slice(1))}` : '';
  if (word !== undefined) return spellName(word, match.groups ?? {}, quoted);
  if (quoted) return found;
  if (deep !== undefined) return '_DEEP_MV(';
  if (deepEnd !== undefined) return ')';
  return dots === undefined ? found : spellDots(pattern, index, open);
}

/** In a string the placeholder is text; after `class` it must be a constant. */
function spellName(
  word: string,
  groups: Readonly<Record<string, string | undefined>>,
  quoted: boolean,
): string {
  const { rest, head = '' } = groups;
  const name = rest === undefined ? `MV_${word}_MV` : `MVS_${word}_MV`;
  return quoted || head !== '' ? `${head}${name}` : `_${name}`;
}

/** `1...2` is a range; in a hash, `...` stands for pairs; elsewhere an identifier will do. */
function spellDots(pattern: string, index: number, open: number): string {
  const before = leadUp(pattern, index);
  if (/[\w)\]]$/.test(before) && /^[\w($[]/.test(pattern.slice(index + 3, index + 4))) return '...';
  if (pattern[open] === '{' && isHash(pattern, open)) return '**_DOTS_MV';
  return /\w$/.test(before) ? ' _DOTS_MV' : '_DOTS_MV';
}

/** A brace after a name or a closing bracket opens a block. */
const isHash = (pattern: string, open: number): boolean =>
  !/(?:[\w)\]?!]|->)\s*$/.test(leadUp(pattern, open)) && pattern[open - 1] !== '#';
