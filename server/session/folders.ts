/** Tells where sessions and servers are at home. Pure. */
import type { GuardEvent } from '../../common/event.ts';

/** Tells whether a session's folder and an event's are one, or one is in the other. */
export const foldersMeet = (cwd: string, { cwd: other, roots }: GuardEvent): boolean =>
  [other, ...roots]
    .map(asFolder)
    .some(root => root.startsWith(asFolder(cwd)) || asFolder(cwd).startsWith(root));

/** Spells a folder with `/` at the end; Windows knows no case. */
function asFolder(name: string): string {
  const folder = `${name.replaceAll('\\', '/').replace(/\/+$/u, '')}/`;
  return /^[a-z]:|^\/\//iu.test(folder) ? folder.toLowerCase() : folder;
}
