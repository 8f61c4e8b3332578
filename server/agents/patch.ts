/** Reads which files a patch in the `*** Begin Patch` format touches. Pure. */
import type { PathUse } from '../../common/event.ts';

const header = /^\s*\*\*\* (Add File|Update File|Delete File|Move to|Move File to):[ \t]*(.+?)[ \t\r]*$/gmu;

/** Lists the files of a patch; empty when the text is no patch or touches nothing. */
export function patchPaths(patch: string): readonly PathUse[] {
  return Array.from(patch.matchAll(header), ([, action, path]) => ({
    path: path ?? '',
    op: action === 'Delete File' ? 'delete' : 'write',
  }));
}
