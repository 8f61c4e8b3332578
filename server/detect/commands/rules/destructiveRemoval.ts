/** Removal that nothing can undo: homes, system folders, whole workspaces, git's own folder, disks. */
import { tags } from '../../rule.ts';
import type { Observation, ObservedCommand, ObservedPath } from '../../../pipeline/types.ts';
import type { CommandRule } from '../rule.ts';
import { names } from '../rule.ts';

/** Reports removals outside the workspace, of the workspace itself, or of git's records. */
export const destructiveRemoval: CommandRule = {
  id: 'commands/destructive-removal',
  title: 'Files are removed or overwritten that cannot be got back',
  why: 'They lie outside the workspace, are a whole home or disk, or hold the history in .git; nothing brings them back.',
  remedy: 'Name the exact files inside the workspace that should go; let the user remove anything else.',
  severity: 'critical',
  confidence: 'high',
  risks: ['SCOPE'],
  tags: tags('OWASP-ASI@2026:ASI02', 'OWASP-LLM@2025:LLM06', 'MITRE-ATLAS@5.6.0:AML.T0101'),
  matches: observation =>
    observation.paths.some(path => isPrecious(path, observation)) || observation.commands.some(wipes),
};

function isPrecious(path: ObservedPath, { commands }: Observation): boolean {
  if (path.op !== 'delete' || path.via !== 'command') return false;
  if (path.relative === undefined) return removesFolders(commands) && !isScratch(path);
  return (
    path.relative === '' || isGitRecord(path.relative) || (path.relative === '*' && removesFolders(commands))
  );
}

const isGitRecord = (relative: string): boolean =>
  /(?:^|\/)\.git(?:\/.*)?$/iu.test(relative) && !relative.endsWith('.lock');

/** Tells whether a command line removes whole folders, not just files that it names. */
export const removesFolders = (commands: readonly ObservedCommand[]): boolean =>
  commands.some(({ program, args, via }) => {
    if (program === 'find') return args.includes('-delete');
    if (via.some(step => step === 'find -exec' || step === 'xargs')) return removers.has(program);
    return removers.has(program) && args.some(arg => /^-\w*[rR]|^--recursive$|^\/s$|\*$/iu.test(arg));
  }) ||
  commands.some(({ program }) =>
    /^(?:rimraf|shred|srm|powershell|pwsh|cmd|python3?|node|perl|ruby)$/u.test(program),
  );

const removers = names('rm unlink rmdir trash remove-item ri rd del erase');

/** Tells whether a path lies in a temporary folder or cache, which are made to be emptied; not the folder itself. */
export const isScratch = ({ path, homeRelative }: ObservedPath): boolean =>
  /^(?:\/private)?\/(?:tmp|var\/tmp|var\/folders)\/[^*]+/u.test(path) ||
  /\/appdata\/local\/temp\/.+/iu.test(path) ||
  (homeRelative !== undefined &&
    /^(?:\.cache|\.npm|\.gradle\/caches|\.m2\/repository|\.cargo\/registry|library\/caches)\/.+/iu.test(
      homeRelative,
    ));

const wipers = names('mkfs mke2fs wipefs blkdiscard fdisk sfdisk parted format');

function wipes({ program, args }: ObservedCommand): boolean {
  if (program === 'diskutil')
    return args.some(arg => /^(?:erase|partition|zero|secureErase|reformat)/iu.test(arg));
  if (wipers.has(program.replace(/\..*$/u, ''))) return args.some(arg => /^\/dev\/|^[A-Za-z]:$/u.test(arg));
  if (program === 'dd') return args.some(arg => /^of=\/dev\/(?!null|stdout|stderr|fd)/u.test(arg));
  if (/^(?:chmod|chown)$/u.test(program))
    return (
      args.some(arg => /^-\w*R/u.test(arg)) &&
      args.some(arg => /^(?:\/|~|\/(?:etc|usr|bin|var|home))\/?\*?$/u.test(arg))
    );
  return program === 'rm' && args.includes('--no-preserve-root');
}
