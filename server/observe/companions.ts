/** Reads the configurations beside what an event changes, where they may run or fetch it. */
import { maybeScript, runningConfigurations } from '../detect/settings/index.ts';
import type { ObservedContent, ObservedPath } from '../pipeline/types.ts';
import { largestText } from './contents.ts';
import type { Disk } from './disk.ts';

/** Returns those that exist, with their text; empty where what changes is no script and names no schema. */
export async function companionsOf(
  contents: readonly ObservedContent[],
  disk: Pick<Disk, 'text'>,
): Promise<readonly ObservedContent[]> {
  const found: ObservedContent[] = [];
  for (const root of new Set(contents.flatMap(rootOf))) {
    const names = root.endsWith('\0') ? ['.vscode/settings.json'] : runningConfigurations;
    found.push(...(await read(root.replace('\0', ''), names, disk)));
  }
  return found;
}

/** Is the root that a change of interest lies in; marked when only the settings are of interest. */
function rootOf({ path, before, after }: ObservedContent): readonly string[] {
  const { relative } = path;
  if (path.op !== 'write' || relative === undefined || after === undefined || after === before) return [];
  if (!path.path.endsWith(`/${relative}`)) return [];
  const root = path.path.slice(0, -relative.length - 1);
  if (maybeScript(path)) return [root];
  return /\$schema|#:schema/.test(after.slice(0, 20_000)) ? [`${root}\0`] : [];
}

async function read(
  root: string,
  names: readonly string[],
  disk: Pick<Disk, 'text'>,
): Promise<readonly ObservedContent[]> {
  const files = await Promise.all(
    names.map(async (relative): Promise<readonly ObservedContent[]> => {
      const file = await disk.text(`${root}/${relative}`, largestText);
      if (file.kind !== 'text') return [];
      const place = `${root}/${relative}`;
      const path: ObservedPath = { path: place, named: place, relative, op: 'read', via: 'tool' };
      return [{ path, before: file.text, after: file.text }];
    }),
  );
  return files.flat();
}
