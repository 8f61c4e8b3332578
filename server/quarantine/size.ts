/** Says how much disk the quarantine takes. Looks at names and sizes only, and follows no link. */
import fs from 'node:fs';
import path from 'node:path';

/** A tree that was moved in whole may hold any number of files; nobody waits for more than so many. */
const mostFiles = 200_000;

/** Returns the bytes of all items; `whole` is false when there are more files than are counted. */
export function bytesIn(
  folder: string,
  most = mostFiles,
): { readonly bytes: number; readonly whole: boolean } {
  // What lies beside the items is the reserve, which does not grow.
  const folders = entriesOf(folder)
    .filter(entry => entry.isDirectory())
    .map(({ name }) => path.join(folder, name));
  let [bytes, files] = [0, 0];
  for (let at = folders.pop(); at !== undefined; at = folders.pop()) {
    for (const entry of entriesOf(at)) {
      const file = path.join(at, entry.name);
      if (++files > most) return { bytes, whole: false };
      if (entry.isDirectory()) folders.push(file);
      else bytes += fs.lstatSync(file, { throwIfNoEntry: false })?.size ?? 0;
    }
  }
  return { bytes, whole: true };
}

/** A folder that went away meanwhile, or may not be listed, holds nothing that could be counted. */
function entriesOf(folder: string): readonly fs.Dirent[] {
  try {
    return fs.readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
