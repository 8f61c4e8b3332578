/** When text is no valid shell, its words still name files: better a guess than silence. Pure. */
import type { Harvest } from './commandLine.ts';

const mostWords = 2000;

/** Takes words that look like paths for files that are read, and what follows `>` for files that are written. */
export function guessWords(text: string, harvest: Harvest): void {
  let writes = false;
  let count = 0;
  for (const match of text.matchAll(/>{1,2}|[^\s'"<>|;&()`]+/gu)) {
    count += 1;
    if (count > mostWords) return;
    const word = match[0];
    if (word.startsWith('>')) {
      writes = true;
      continue;
    }
    const path = word.replace(/^[\w-]+=/u, '').replace(/[,:]+$/u, '');
    if (/^(?:https?|ftp):\/\//iu.test(path)) harvest.fetch(path);
    else if (/[/~\\]|^\.\w/u.test(path)) harvest.touch(path, writes ? 'write' : 'read', false);
    writes = false;
  }
}
