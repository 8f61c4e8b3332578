/** Removal that nothing can undo: homes, system folders, whole workspaces, git's own folder, disks. */
import { tags } from '../../rule.ts';
import type { Observation, ObservedCommand, ObservedPath } from '../../../pipeline/types.ts';
import { isAct, rehearses } from '../acts.ts';
import { elsewhere } from '../commandLine.ts';
import type { CommandRule } from '../rule.ts';
import { names } from '../rule.ts';

/** Reports removals outside the workspace, of the workspace itself, or of git's records. */
export const destructiveRemoval: CommandRule = {
  id: 'commands/destructive-removal',
  title: 'Files are removed or overwritten that cannot be got back',
  why: 'They lie outside the workspace, are a whole home or disk, or hold the history in .git; nothing brings them back.',
  remedy:
    'Name the exact files inside the workspace that should go, for example `rm -r build`; let the user remove anything else.',
  severity: 'critical',
  confidence: 'high',
  risks: ['SCOPE'],
  tags: tags('OWASP-ASI@2026:ASI02', 'OWASP-LLM@2025:LLM06', 'MITRE-ATLAS@5.6.0:AML.T0101'),
  matches: observation =>
    observation.paths.some(path => isPrecious(path, observation)) ||
    observation.commands.some(command => wipes(command, observation.commands)),
};

/** Tells whether a removal takes what nothing brings back: more than a person would want to be asked about. */
export function isPrecious(path: ObservedPath, { commands, event }: Observation): boolean {
  if (path.op !== 'delete' || path.via !== 'command') return false;
  if (path.relative === undefined)
    return (
      removesFolders(commands) &&
      (holdsRoot(path.path, event.roots) || (!isScratch(path) && isBroad(path, event.roots)))
    );
  return (
    path.relative === '' || isGitRecord(path.relative) || (path.relative === '*' && removesFolders(commands))
  );
}

/** Folders that are made by tools, and made again. */
const madeAgain =
  /\/(?:\.?nyc_output|coverage|dist|build|out|target|node_modules|\.next|\.turbo|\.parcel-cache|__pycache__|\.pytest_cache|\.venv|venv|tmp|temp|cache|\.cache|logs?)(?:\/\*)?$/iu;
/** Places that hold the system itself, however deep. */
const systemTree =
  /^(?:[a-z]:)?\/(?:etc|bin|sbin|lib\w*|boot|root|proc|sys|dev|run|usr\/(?:bin|sbin|lib\w*|include|libexec)|var\/(?!cache|tmp)\w+|system|library|windows|program files[^/]*|applications)(?:\/|$)/iu;

/**
 * Homes and what lies right in them, the system, whole disks, and folders that hold the workspace. Deeper places are
 * asked about (removalOutside): a tool's own folder below /opt, a build folder beside the workspace.
 */
function isBroad({ path, homeRelative }: ObservedPath, roots: readonly string[]): boolean {
  const place = placeOf(path);
  if (madeAgain.test(path)) return false;
  if (roots.some(root => folderOf(root) === folderOf(place)) || otherHome.test(place)) return true;
  if (homeRelative !== undefined)
    return (
      homeRelative.replace(/\/?\*+$/u, '').split('/').length <= 1 ||
      /^\.(?:ssh|gnupg|aws|kube|config)\//u.test(homeRelative)
    );
  if (systemTree.test(place)) return true;
  const depth = place
    .replace(/^[a-z]:/iu, '')
    .split('/')
    .filter(part => part !== '').length;
  return depth <= (/^\/(?:opt|usr|var)\//u.test(place) ? 1 : 2);
}

const placeOf = (path: string): string => path.replace(/\/\*+$/u, '').replace(/(?<=.)\/$/u, '');

/** Tells whether a folder is a workspace or holds one, wherever that lies. */
function holdsRoot(path: string, roots: readonly string[]): boolean {
  const place = placeOf(path);
  return roots.some(root => root === place || root.startsWith(place === '/' ? place : `${place}/`));
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));
const otherHome = /^\/(?:home|users)\/[^/]+(?:\/[^/]+)?$/iu;

const isGitRecord = (relative: string): boolean =>
  /(?:^|\/)\.git(?:\/.*)?$/iu.test(relative) && !relative.endsWith('.lock');

/** Tells whether a command line removes whole folders, not just files that it names. */
const removesFolders = (commands: readonly ObservedCommand[]): boolean =>
  commands.some(({ program, args, via }) => {
    if (program === 'find') return args.includes('-delete');
    if (program === 'rsync') return args.some(arg => arg.startsWith('--del'));
    if (via.some(step => step === 'find -exec' || step === 'xargs')) return removers.has(program);
    return removers.has(program) && args.some(arg => /^-\w*[rR]|^--recursive$|^\/s$|\*$/iu.test(arg));
  }) ||
  commands.some(({ program }) =>
    /^(?:rimraf|shred|srm|powershell|pwsh|cmd|python3?|node|perl|ruby)$/u.test(program),
  );

const removers = names('rm unlink rmdir trash remove-item ri rd del erase');

const temporary = /^(?:\/private)?\/(?:tmp|var\/tmp|var\/folders|dev\/shm)\/./u;

/** A home that was made below a temporary folder is a home, in containers and tests; `/tmp` itself is none. */
const liesInHome = (path: string, homeRelative: string | undefined): boolean =>
  homeRelative !== undefined &&
  temporary.test(homeRelative === '' ? path : path.slice(0, -homeRelative.length - 1));

/** Tells whether a path lies in a temporary folder or cache, which are made to be emptied; not the folder itself. */
export const isScratch = ({ path, homeRelative }: ObservedPath): boolean =>
  (temporary.test(path) && !liesInHome(path, homeRelative)) ||
  /^\/var\/(?:lib\/apt\/lists|cache)\/./u.test(path) ||
  /\/appdata\/local\/temp\/.+/iu.test(path) ||
  (homeRelative !== undefined &&
    /^(?:\.cache|\.npm|\.gradle\/caches|\.m2\/repository|\.cargo\/registry|library\/caches)\/.+/iu.test(
      homeRelative,
    ));

/** Folders of Windows that a variable names; those for temporary files are made to be emptied. */
const windowsFolder =
  /^["']?\$env:(?:windir|systemroot|systemdrive|programfiles|programdata|userprofile|public|allusersprofile)\b/iu;

const windowsRoot =
  /^(?:[a-z]:\\?(?:\*|windows|users|program files)?\\?\*?|~|\/|\$home|\$env:userprofile)$/iu;

/** Homes, the root, and folders right below it. */
const broadPlace = /^(?:~|\$HOME|\/|\/[\w.-]+(?:\/[\w.-]+)?)\/?\*?$/u;

const disks = isAct({
  'shred wipe srm scrub nwipe': ['~/dev/sd|/dev/nvme|/dev/vd|/dev/hd|/dev/disk|/dev/mapper'],
  sgdisk: ['-Z|--zap-all|-o|--clear'],
  hdparm: ['--security-erase|--security-erase-enhanced', '--trim-sector-ranges'],
  nvme: ['format|sanitize ~/dev/'],
  cryptsetup: ['luksformat|erase|lukserase'],
  zpool: ['destroy|labelclear'],
  zfs: ['destroy -r|-R'],
  'lvremove vgremove pvremove': ['-f|-y|--force|--yes|-ff'],
  mdadm: ['--zero-superblock'],
  btrfs: ['device remove|delete --force'],
  badblocks: ['-w'],
  'diskpart format.com': ['', '/s'],
  format: ['/fs|/q|/y|/p', 'c:|d:|e:'],
  'format-volume clear-disk initialize-disk remove-partition': [''],
  diskutil: [
    'zerodisk|randomdisk|secureerase|apfs deletecontainer|deletevolume',
    'apfs deletecontainer|deletevolume',
  ],
  asr: ['restore --erase'],
  cipher: ['/w'],
  'deltree rd rmdir del erase': ['/s c:\\|c:\\*', '/s /q ~c:\\windows|c:\\users'],
  docker: ['run -v|--volume ~/:/ ~rm'],
});

const wipers = names('mkfs mkswap mke2fs wipefs blkdiscard fdisk sfdisk parted format');

function wipes(command: ObservedCommand, commands: readonly ObservedCommand[]): boolean {
  const { program, args } = command;
  if (disks(command) || removesBroadly(command, commands) || locksAway(command)) return true;
  if (wipers.has(program.replace(/\..*$/u, ''))) return makesAnew(args);
  switch (program) {
    case 'diskutil':
      return args.some(arg => /^(?:erase|partition|zero|secureErase|reformat)/iu.test(arg));
    case 'dd':
      return args.some(arg => /^of=\/dev\/(?!null|stdout|stderr|fd)/u.test(arg));
    case 'chmod':
    case 'chown':
      return (
        args.some(arg => /^-\w*R/u.test(arg)) &&
        args.some(arg => /^(?:\/|~|\/(?:etc|usr|bin|var|home))\/?\*?$/u.test(arg))
      );
    case 'rm':
      return args.includes('--no-preserve-root');
    default:
      return false;
  }
}

/** On another machine, and where a variable of Windows names the folder, only the argument itself tells. */
function removesBroadly(
  { program, args, via }: ObservedCommand,
  commands: readonly ObservedCommand[],
): boolean {
  if (program === 'remove-item' && via.includes('pipe from get-childitem'))
    return commands.some(
      other => other.program === 'get-childitem' && other.args.some(arg => windowsRoot.test(arg)),
    );
  if (program === 'remove-item')
    return args.some(arg => /^-r/iu.test(arg)) && args.some(arg => windowsFolder.test(arg));
  if (!via.includes(elsewhere) || !removers.has(program)) return false;
  return args.some(arg => /^-\w*[rR]|^--recursive$/u.test(arg)) && args.some(arg => broadPlace.test(arg));
}

/** Files of a home that are encrypted one after another are lost to whoever has not the key. */
const locksAway = ({ program, args, via }: ObservedCommand): boolean =>
  via.some(step => step === 'find -exec' || step === 'xargs') &&
  ((program === 'openssl' && args[0] === 'enc' && !args.includes('-d')) ||
    (/^gpg2?$/u.test(program) && args.some(arg => /^(?:-\w*c|--symmetric)$/u.test(arg)))) &&
  args.some(arg => /^(?:~|\$HOME|\/(?:home|users|root|mnt|srv)|[a-z]:\\users)\b|^[~/]$/iu.test(arg));

/** Listing what is on a disk, or trying, writes nothing. */
const makesAnew = (args: readonly string[]): boolean =>
  !rehearses(args) &&
  !args.some(arg => /^(?:-l|--list|-d|--dump|-n|--no-act)$/u.test(arg)) &&
  args.some(arg => /^\/dev\/|^[A-Za-z]:$/u.test(arg));
