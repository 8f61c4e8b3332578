/** What a string holds for those who ask for its content: what stands between its quotes, escapes and all, as in Semgrep. */
import type { LanguageId } from '../languages/language.ts';
import type { Node } from '../tree/node.ts';
import type { MatchContext } from './context.ts';

/** Is a string's content with its place. */
interface Content {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Returns the content of a string as it is written; `value` is what it means, or what a constant holds. */
export function written(c: MatchContext, t: Node, value: string): Content {
  const plain = { text: value, ...contentRange(t, value) };
  if ((t.kind !== 'Str' && t.kind !== 'Char') || t.text !== value || resolved.has(c.adapter.id)) return plain;
  const source = c.text.slice(t.start, t.end);
  if (!source.includes('\\')) return plain;
  const { triple, inner } = quoted.exec(source)?.groups ?? {};
  const content = triple ?? inner;
  if (content === undefined) return plain;
  const end = t.end - (triple === undefined ? 1 : 3);
  return { text: content, start: end - content.length, end };
}

/** Languages whose strings Semgrep reads with their escapes resolved, or whose quotes are no strings. */
const resolved = new Set<LanguageId>(['yaml', 'bash', 'dockerfile', 'terraform']);

const quoted =
  /^[A-Za-z]*(?:(?<mark>"""|''')(?<triple>[^]*)\k<mark>|(?<quote>["'`])(?<inner>(?:(?!\k<quote>)[^\\]|\\[^])*)\k<quote>)$/;

/** A string's content stands between its quotes, which are equally long on both sides where it has no escapes. */
function contentRange({ start, end, kind }: Node, text: string): { start: number; end: number } {
  const spare = end - start - text.length;
  if (kind === 'Atom') return { start: end - text.length, end };
  const front = spare <= 0 ? 0 : spare % 2 === 0 ? spare / 2 : Math.ceil(spare / 2);
  return front > 8 ? { start, end } : { start: start + front, end: start + front + text.length };
}
