/** Names the files that an event would run by what they hold, so that an approval ends when one is rewritten. */
import { createHash } from 'node:crypto';
import type { ObservedPath } from '../pipeline/types.ts';
import { UnfitFileError, readPlainSync } from '../platform/plainFile.ts';

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
    return createHash('sha256').update(readPlainSync(path, largestScript)).digest('hex');
  } catch (error) {
    if (!(error instanceof UnfitFileError) || error.code !== 'EFBIG') return '';
    const { size = 0, mtimeNs = 0, ino = 0 } = error.stats ?? {};
    return `${size} ${mtimeNs} ${ino}`;
  }
}
