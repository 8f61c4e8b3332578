/**
 * Where a name really leads. Asked at every read, so folders are remembered for a moment: a whole look at a deep path
 * costs as much as reading a small file. Must not import vscode.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { Named } from './arguments.ts';

/** Folders are looked at anew after so long. */
const rememberedMs = 1_000;
const mostFolders = 1_000;

/** Returns a function from a name to the path with every link followed; undefined where there is no such file. */
export function realPaths(now: () => number): (named: Named) => string | undefined {
  // Taken now: what others put over them later does not concern us.
  const real = fs.realpathSync.native;
  const look = fs.lstatSync;
  const folders = new Map<string, { readonly real: string; readonly until: number }>();
  const whole = (name: string | Buffer): string | undefined => {
    try {
      return real(name);
    } catch {
      return undefined;
    }
  };
  const realFolder = (folder: string): string | undefined => {
    const known = folders.get(folder);
    if (known !== undefined && now() < known.until) return known.real;
    const found = whole(folder);
    if (folders.size >= mostFolders) folders.clear();
    if (found !== undefined) folders.set(folder, { real: found, until: now() + rememberedMs });
    return found;
  };
  const isPlain = (file: string): boolean | undefined => {
    try {
      const found = look(file, { throwIfNoEntry: false });
      return found === undefined ? undefined : !found.isSymbolicLink();
    } catch {
      return undefined;
    }
  };
  return ({ file, safe }) => {
    // Windows has further names for a file, and `..` after a link leads elsewhere than the text says.
    if (typeof safe !== 'string' || safe.includes('..') || process.platform === 'win32') return whole(safe);
    switch (isPlain(file)) {
      case undefined:
        return undefined;
      case false:
        return whole(safe);
      case true: {
        const folder = realFolder(path.dirname(file));
        return folder === undefined ? undefined : path.join(folder, path.basename(file));
      }
    }
  };
}
