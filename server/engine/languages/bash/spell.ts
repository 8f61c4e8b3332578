/** Spells a Bash pattern: `$X` in capitals is a metavariable, also in double quotes; `${X}` stays an expansion. */
import { dots, metavariableAt, placeholderOf } from '../spelling.ts';

/** Spells the metavariables and ellipses of a pattern. */
export function spellBash(pattern: string): string {
  let out = '';
  // What is open: quotes, and parentheses, in which a substitution inside of quotes is code again.
  const open: string[] = [];
  for (let at = 0; at < pattern.length;) {
    const [taken, spelt] = open.at(-1) === '"' ? inQuotes(pattern, at) : outside(pattern, at);
    const last = pattern[at + taken - 1] ?? '';
    if (taken === 1 || spelt === '$(') follow(open, last);
    out += spelt;
    at += taken;
  }
  return out.replaceAll(bodyOnOneLine, '$1;$2').replaceAll(openCases, '$1DOTS_MV) ;;');
}

function follow(open: string[], character: string): void {
  const isQuoted = open.at(-1) === '"';
  if (character === '"' && isQuoted) open.pop();
  else if (character === '"' || character === '(') open.push(character);
  else if (character === ')' && open.at(-1) === '(') open.pop();
}

/** A body on one line must end with a semicolon, which nobody writes after dots. */
const bodyOnOneLine =
  /((?:(?<!\$)\{|\b(?:do|then|else))[ \t]+DOTS_MV)([ \t]*(?:\}|\b(?:done|fi|elif|else)\b))/g;

/** Dots on a line of their own among the cases of a `case` are any cases. */
const openCases = /((?:\bin|;;)[ \t]*\n\s*)DOTS_MV(?=[ \t]*\n)/g;

type Step = readonly [taken: number, spelt: string];

function inQuotes(pattern: string, at: number): Step {
  if (pattern[at] === '\\') return [2, pattern.slice(at, at + 2)];
  if (pattern.startsWith('$(', at)) return [2, '$('];
  return metavariable(pattern, at) ?? [1, pattern[at] ?? ''];
}

function outside(pattern: string, at: number): Step {
  if (pattern[at] === '\\') return [2, pattern.slice(at, at + 2)];
  if (pattern[at] === "'") {
    const close = pattern.indexOf("'", at + 1);
    // A quote that nothing closes is an apostrophe, as in a comment or a label.
    const end = close === -1 ? at + 1 : close + 1;
    return [end - at, pattern.slice(at, end)];
  }
  if (pattern.startsWith('<...', at)) return [4, '$(DEEP_MV '];
  if (pattern.startsWith('...>', at)) return [4, ')'];
  if (pattern.startsWith('...', at) && isApart(pattern, at)) return [3, dots];
  return metavariable(pattern, at) ?? [1, pattern[at] ?? ''];
}

/** Tells whether dots are no part of a longer word, such as a path. */
const isApart = (pattern: string, at: number): boolean =>
  !/[\w./-]/.test(pattern[at - 1] ?? ' ') && !/[\w./-]/.test(pattern[at + 3] ?? ' ');

function metavariable(pattern: string, at: number): Step | undefined {
  metavariableAt.lastIndex = at;
  const found = metavariableAt.exec(pattern)?.[0];
  return found === undefined ? undefined : [found.length, placeholderOf(found)];
}
