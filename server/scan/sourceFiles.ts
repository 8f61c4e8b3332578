/** Lists the code files below a folder, without following links, so that no loop can catch it. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathMatcher } from '../engine/load/paths.ts';
import { readPlainText } from '../platform/plainFile.ts';

/** Is a file to scan. */
export interface SourceFile {
  readonly absolute: string;
  /** Path from the folder, with `/`. */
  readonly relative: string;
}

/** Other people's code, version stores and what builds leave behind. */
const passedOver = new Set([
  'node_modules',
  'bower_components',
  '.git',
  '.hg',
  '.svn',
  '.venv',
  'venv',
  'site-packages',
  '__pycache__',
  '.tox',
  '.next',
  '.nuxt',
  '.terraform',
]);

const deepest = 60;

/** Lists the files below `root` that `wanted` accepts; what the root's `.gitignore` names is passed over. */
export async function* sourceFiles(
  root: string,
  wanted: (relative: string) => boolean,
): AsyncGenerator<SourceFile> {
  const ignored = await readIgnored(root);
  const folders = [{ relative: '', depth: 0 }];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const { relative: above, depth } = folder;
    // A folder that can't be listed holds nothing that could be scanned.
    const entries = await readdir(path.join(root, above), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const relative = above === '' ? entry.name : `${above}/${entry.name}`;
      if (ignored(relative)) continue;
      if (entry.isDirectory() && !passedOver.has(entry.name) && depth < deepest)
        folders.push({ relative, depth: depth + 1 });
      else if (entry.isFile() && wanted(relative)) yield { absolute: path.join(root, relative), relative };
    }
  }
}

async function readIgnored(root: string): Promise<(relative: string) => boolean> {
  const text = await readPlainText(path.join(root, '.gitignore')).catch(() => '');
  const lines = text
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'));
  const out = lines.filter(line => !line.startsWith('!'));
  const back = lines.filter(line => line.startsWith('!')).map(line => line.slice(1));
  const matches = (globs: readonly string[]): ((relative: string) => boolean) =>
    globs.length === 0 ? () => false : pathMatcher({ include: globs, exclude: [] });
  const [isOut, isBack] = [matches(out), matches(back)];
  return relative => isOut(relative) && !isBack(relative);
}
