/** Finds the files to scan below the given paths, without following links, so that no loop can catch it. */
import { type Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';

/** Is a file to scan: where it is, and its path relative to the folder that the scan was given. */
export interface ScanFile {
  readonly absolute: string;
  /** Path as a reader of the report expects it: below the path that was named. */
  readonly display: string;
  readonly relative: string;
}

/** Says that something was not scanned, and why. */
export interface Skipped {
  readonly path: string;
  readonly reason: string;
}

/** Holds what a walk found. */
export interface WalkResult {
  readonly files: readonly ScanFile[];
  readonly skipped: readonly Skipped[];
}

/** Folders that hold other people's code or git's own storage, never a workspace's configuration. */
const passedOver = new Set([
  'node_modules',
  'bower_components',
  'site-packages',
  '.hg',
  '.svn',
  '__pycache__',
]);
/** Inside .git only what can run something is of interest. */
const gitEntries = new Set(['config', 'hooks', 'info', 'modules', 'worktrees']);

/** Tells by its relative path whether a file is wanted; of links only those are named that would be. */
export type Wanted = (relative: string, isLink: boolean) => boolean;

/** Lists files below a path that `wanted` accepts; a path that does not exist is reported. */
export async function walk(named: string, cwd: string, wanted: Wanted): Promise<WalkResult> {
  const files: ScanFile[] = [];
  const skipped: Skipped[] = [];
  const start = path.resolve(cwd, named);
  const visit = async (absolute: string, relative: string): Promise<void> => {
    for (const entry of await entriesOf(absolute, relative, skipped)) {
      const below = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (entry.isDirectory() && enters(relative, entry.name))
        await visit(path.join(absolute, entry.name), below);
      else if (entry.isSymbolicLink() && wanted(below, true))
        skipped.push({ path: path.join(named, below), reason: 'is a symbolic link' });
      else if (entry.isFile() && wanted(below, false)) {
        files.push({
          absolute: path.join(absolute, entry.name),
          display: path.join(named, below),
          relative: below,
        });
      }
    }
  };
  const kind = await kindOf(start);
  if (kind === 'folder') await visit(start, '');
  else if (kind === 'file') files.push({ absolute: start, display: named, relative: relativeTo(cwd, start) });
  else skipped.push({ path: named, reason: kind });
  return { files, skipped };
}

const enters = (parent: string, name: string): boolean =>
  path.posix.basename(parent) === '.git' ? gitEntries.has(name) : !passedOver.has(name);

function relativeTo(cwd: string, absolute: string): string {
  const relative = path.relative(cwd, absolute).split(path.sep).join('/');
  return relative.startsWith('..') ? path.basename(absolute) : relative;
}

async function entriesOf(folder: string, relative: string, skipped: Skipped[]): Promise<readonly Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    skipped.push({ path: relative === '' ? folder : relative, reason: `cannot be listed: ${String(error)}` });
    return [];
  }
}

async function kindOf(absolute: string): Promise<string> {
  try {
    const stat = await lstat(absolute);
    return stat.isDirectory() ? 'folder' : stat.isFile() ? 'file' : 'is neither file nor folder';
  } catch {
    return 'does not exist';
  }
}
