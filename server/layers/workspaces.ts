/** Finds the `.ringfence` folders that hold for a workspace root. */
import fs from 'node:fs';
import path from 'node:path';

/** Names the folder of a workspace's own layer. */
const workspaceFolder = '.ringfence';

const mostLevels = 40;

/** Lists the `.ringfence` folders that hold for some roots, each once, whether or not they are there. */
export const workspaceFoldersOf = (roots: readonly string[]): readonly string[] => [
  ...new Set(roots.flatMap(workspaceFolders)),
];

/**
 * Lists the folders from the top of the repository down to the root, whether or not they hold anything: a part of a
 * repository that is opened by itself stays under the rules of the whole, and a folder below cannot hide those above.
 * Outside a repository only the root's own counts.
 */
function workspaceFolders(root: string): readonly string[] {
  const above = [path.resolve(root)];
  for (let at = above[0] ?? root; above.length < mostLevels && !isTop(at);) {
    const next = path.dirname(at);
    if (next === at) return [path.join(path.resolve(root), workspaceFolder)];
    above.push(next);
    at = next;
  }
  const known = above.length < mostLevels ? above : above.slice(0, 1);
  return known.toReversed().map(folder => path.join(folder, workspaceFolder));
}

const isTop = (folder: string): boolean => fs.existsSync(path.join(folder, '.git'));
