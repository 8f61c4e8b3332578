/** Reads which files a patch touches: the `*** Begin Patch` format of agents, and unified diffs. Pure. */
import type { PathUse } from '../../common/event.ts';

const header = /^\s*\*\*\* (Add File|Update File|Delete File|Move to|Move File to):[ \t]*(.+?)[ \t\r]*$/gmu;

/** Lists the files of a patch; empty when the text is no patch or touches nothing. */
export const patchPaths = (patch: string): readonly PathUse[] => [
  ...agentPatchPaths(patch),
  ...unifiedPaths(patch),
];

/** Lists the files of a patch in the agents' own format, which may stand in a command line. */
export function agentPatchPaths(patch: string): readonly PathUse[] {
  return Array.from(patch.matchAll(header), ([, action, path]) => ({
    path: path ?? '',
    op: action === 'Delete File' ? 'delete' : 'write',
  }));
}

const names = /^--- (?<old>[^\t\r\n]+)[^\r\n]*\r?\n\+\+\+ (?<new>[^\t\r\n]+)/gmu;
const moved = /^(?:rename|copy) from [^\r\n]+\r?\n(?:rename|copy) to (?<path>[^\r\n]+)/gmu;

function unifiedPaths(patch: string): readonly PathUse[] {
  const changed = Array.from(patch.matchAll(names), ({ groups }): PathUse => {
    const target = groups?.['new']?.trim() ?? '';
    return target === '/dev/null'
      ? { path: withoutSide(groups?.['old'] ?? ''), op: 'delete' }
      : { path: withoutSide(target), op: 'write' };
  });
  const renamed = Array.from(patch.matchAll(moved), ({ groups }): PathUse => ({
    path: withoutSide(groups?.['path'] ?? ''),
    op: 'write',
  }));
  return [...changed, ...renamed];
}

/** Takes the `a/` and `b/` that git puts before names. */
const withoutSide = (name: string): string => name.trim().replace(/^[ab]\//u, '');
