/** Finds what a document holds and people do not see when it is shown: comments, hidden elements, titles. Pure. */
import { htmlParts } from './html.ts';
import { markdownParts } from './markdown.ts';
import type { HiddenPart } from './part.ts';
import { pushedParts } from './pushed.ts';

const mostParts = 300;
const mostText = 160_000;

/** Lists hidden parts in the order of the text, within bounds. */
export function hiddenParts(text: string): readonly HiddenPart[] {
  const parts: HiddenPart[] = [];
  let size = 0;
  for (const part of [...htmlParts(text), ...markdownParts(text), ...pushedParts(text)]) {
    if (parts.length >= mostParts || size > mostText) break;
    if (!/\p{L}{2}/u.test(part.text)) continue;
    parts.push(part);
    size += part.text.length;
  }
  return parts;
}
