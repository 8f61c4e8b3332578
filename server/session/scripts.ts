/** Names the files that an event would run by what they hold, so that an approval ends when one is rewritten. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import type { ObservedPath } from '../pipeline/types.ts';

const mostScripts = 20;
/** What is larger is a program that somebody built; its size and time name it well enough. */
const largestScript = 4 * 1024 * 1024;

/** Returns one text a file that is run, in order of their names; what is no plain file has the name only. */
export const scriptsOf = (paths: readonly ObservedPath[]): readonly string[] =>
  [...new Set(paths.filter(({ op }) => op === 'execute').map(({ path }) => path))]
    .toSorted()
    .slice(0, mostScripts)
    .map(path => `${path} ${digestOf(path)}`);

function digestOf(path: string): string {
  try {
    const stat = fs.statSync(path);
    // A pipe would keep the guard waiting.
    if (!stat.isFile()) return '';
    if (stat.size > largestScript) return `${stat.size} ${stat.mtimeMs} ${stat.ino}`;
    return createHash('sha256').update(fs.readFileSync(path)).digest('hex');
  } catch {
    return '';
  }
}
