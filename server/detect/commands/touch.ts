/** Records what a command does to paths, placed relative to where the command line starts. */
import type { PathOp } from '../../../common/event.ts';
import { isComputed, runsElsewhere } from './commandLine.ts';
import type { Harvest, Word } from './commandLine.ts';
import { knownTail, placeIn } from './scope.ts';
import type { Scope } from './scope.ts';

const harmlessDevices =
  /^\/dev\/(?:null|zero|stdin|stdout|stderr|tty|random|urandom|full|fd\/\d+|pts\/\d+)$/u;

/** Records a path use. A path that is partly computed is recorded by the part that is known. */
export function touchPath(harvest: Harvest, scope: Scope, word: Word, op: PathOp): void {
  if (runsElsewhere(scope.via)) return;
  const path = placeIn(scope.place.folder, ofOtherHome(word.text));
  if (path === '' || harmlessDevices.test(path)) return;
  const address = addressOf(path);
  if (address !== undefined) {
    harvest.fetch(address);
    return;
  }
  if (!isComputed(path)) {
    harvest.touch(path, op, word.glob);
    return;
  }
  if (op !== 'execute')
    harvest.hide(
      `a path that it ${op === 'write' ? 'writes' : op === 'delete' ? 'removes' : 'reads'} is computed`,
    );
  const tail = knownTail(path);
  // `"$X"/*` takes what the folder holds, whatever folder that is.
  if (tail !== undefined && !(op === 'delete' && /^\.\/\W*$/u.test(tail))) harvest.touch(tail, op, word.glob);
}

/** `~ada/x` lies in the home of another user. */
const ofOtherHome = (path: string): string =>
  path
    .replace(/^~(?=[a-z_][\w-]*(?:\/|$))/iu, '/home/')
    // Whichever process it is, what lies below its folder is of the same kind.
    .replace(/^\/proc\/[^/]*\uFFFC[^/]*(?=\/)/u, '/proc/1')
    .replace(
      /^(?:%(?<a>\w+)%|\$\{?env:(?<b>\w+)\}?)(?<rest>[^]*)$/iu,
      (whole, a: string | undefined, b: string | undefined, rest: string) => {
        const folder = windowsFolders[(a ?? b ?? '').toLowerCase()];
        return folder === undefined ? whole : folder + rest.replaceAll('\\', '/');
      },
    );

/** Folders that variables name on Windows, wherever this runs. */
const windowsFolders: Readonly<Record<string, string>> = {
  appdata: '~/AppData/Roaming',
  localappdata: '~/AppData/Local',
  userprofile: '~',
  homepath: '~',
  temp: '~/AppData/Local/Temp',
  tmp: '~/AppData/Local/Temp',
  programdata: 'C:/ProgramData',
  allusersprofile: 'C:/ProgramData',
  windir: 'C:/Windows',
  systemroot: 'C:/Windows',
  systemdrive: 'C:',
  programfiles: 'C:/Program Files',
  public: 'C:/Users/Public',
};

/** Bash opens /dev/tcp/host/port as a connection; some tools take addresses for files. */
function addressOf(path: string): string | undefined {
  const socket = /^\/dev\/(?<kind>tcp|udp)\/(?<host>[^/]+)\/(?<port>.+)$/u.exec(path)?.groups;
  if (socket !== undefined)
    return `${socket['kind'] ?? 'tcp'}://${socket['host'] ?? ''}:${socket['port'] ?? ''}`;
  return /^(?:https?|ftp|s3|gs|wss?):\/\//iu.test(path) ? path : undefined;
}

/** Records a written path with its content, where that is known. */
export function writePath(
  harvest: Harvest,
  scope: Scope,
  {
    word,
    content,
    append,
  }: { readonly word: Word; readonly content: string | undefined; readonly append: boolean },
): void {
  touchPath(harvest, scope, word, 'write');
  const path = placeIn(scope.place.folder, word.text);
  if (
    content === undefined ||
    isComputed(content) ||
    isComputed(path) ||
    word.glob ||
    path.startsWith('/dev/')
  )
    return;
  harvest.writes.push({ path, content, append });
}
