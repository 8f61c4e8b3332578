/** Finds text that stands so far off that nobody scrolls there. Pure. */
import type { HiddenPart } from './part.ts';

/** Lists texts behind a row of blanks wider than a screen, or below more empty lines than one holds. */
export function pushedParts(text: string): readonly HiddenPart[] {
  const parts: HiddenPart[] = [];
  for (const match of text.matchAll(/(?<![^\S\n])[^\S\n]{60,2000}(?=\S)/gu))
    if (/\S/u.test(text.charAt(match.index - 1)))
      parts.push(partAt(text, match.index + match[0].length, 'text far to the right of its line'));
  for (const match of text.matchAll(/(?<!\s)\s{40,4000}(?=\S)/gu))
    if (match[0].split('\n').length > 40)
      parts.push(partAt(text, match.index + match[0].length, 'text far below the rest'));
  return parts.slice(0, 60);
}

function partAt(text: string, start: number, where: string): HiddenPart {
  const line = text.indexOf('\n', start);
  const end = Math.min(line < 0 ? text.length : line, start + 2_000);
  return { start, end, text: text.slice(start, end), where, onPurpose: true };
}
