/**
 * Placeholders in languages whose words and strings are not identifiers: how a pattern's metavariables and ellipses are
 * put into text, and how lowering finds them there again. See `placeholder` in language.ts. Must not import an adapter.
 */
import { Node } from '../tree/node.ts';

/** Is the placeholder of `...`. */
export const dots = 'DOTS_MV';

/** Returns the placeholder of a metavariable, given as written: `$X` or `$...X`. */
export const placeholderOf = (metavariable: string): string =>
  metavariable.startsWith('$...') ? `MVS_${metavariable.slice(4)}_MV` : `MV_${metavariable.slice(1)}_MV`;

/** Matches a metavariable at a place in a pattern. */
export const metavariableAt = /\$(?:\.\.\.)?(?:[A-Z_][A-Z_0-9]*)(?![A-Za-z0-9_])/y;

/** Tells whether a text is one placeholder and nothing else. */
export const isPlaceholder = (text: string): boolean => text.endsWith('_MV') && whole.test(text);
const whole = /^(?:MV_[A-Z_][A-Z_0-9]*?_MV|MVS_[A-Z_][A-Z_0-9]*?_MV|DOTS_MV)$/;
const within = /MVS?_[A-Z_][A-Z_0-9]*?_MV|DOTS_MV/g;

/** Writes the placeholders in a text as they were in the pattern; for texts in which they have no meaning. */
export function unspell(text: string): string {
  if (!text.includes('_MV')) return text;
  return text.replaceAll(within, found => {
    if (found === dots) return '...';
    return found.startsWith('MVS_') ? `$...${found.slice(4, -3)}` : `$${found.slice(3, -3)}`;
  });
}

/** Returns a literal as parts: each placeholder a `Name`, the text between them `Str`; one `Str` where there is none. */
export function literalParts(text: string, start: number, end: number): readonly Node[] {
  if (!text.includes('_MV')) return [new Node('Str', text, [], start, end)];
  const parts: Node[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(within)) {
    if (index > from) parts.push(new Node('Str', text.slice(from, index), [], start, end));
    parts.push(new Node('Name', found, [], start, end));
    from = index + found.length;
  }
  if (from < text.length || parts.length === 0) parts.push(new Node('Str', text.slice(from), [], start, end));
  return parts;
}

/** Returns where a quoted string that begins at `from` ends (after its quote), or the end of the text. */
export function endOfQuoted(text: string, from: number, escape: '\\' | ''): number {
  const quote = text[from];
  for (let at = from + 1; at < text.length; at += 1) {
    if (escape !== '' && text[at] === escape) at += 1;
    else if (text[at] === quote) return at + 1;
  }
  return text.length;
}
