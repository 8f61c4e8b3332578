/**
 * Spelling of paths: undoes what makes two different texts name one file (invariant 7), and says which tricks it
 * undid. Pure; touches no disk.
 */
import path from 'node:path';

/** Names which rules paths follow. */
export type Flavour = 'posix' | 'win32';

/** Says where relative and abbreviated names start from. */
export interface PathContext {
  readonly flavour: Flavour;
  readonly cwd: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Is an absolute path with `/` separators, as spelt and with its tricks undone. */
export interface Spelling {
  /** What the system would look up. */
  readonly literal: string;
  /** What the name leads to when every trick is taken to work. */
  readonly folded: string;
  /** Says what was undone, as ends of the sentence "the name is suspicious: …". */
  readonly tricks: readonly string[];
}

const invisible =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\u{e0000}-\u{e0fff}]/gu;

/** Spells a path out: absolute, `/` separators, with and without tricks. Total: any text gives a path. */
export function spell(raw: string, context: PathContext): Spelling {
  const tricks: string[] = [];
  const plain = expandHome(fromUrl(raw.replaceAll('\0', ''), context.flavour), context);
  const unprefixed = stripPrefix(plain, tricks);
  const flavour: Flavour =
    context.flavour === 'win32' || /^[a-z]:[\\/]/iu.test(unprefixed) ? 'win32' : 'posix';
  const literal = absolute(unprefixed, context, flavour);
  const visible = literal.replace(invisible, '');
  if (visible !== literal) tricks.push('it contains invisible characters');
  const composed = visible.normalize('NFC');
  const compatible = composed.normalize('NFKC');
  if (compatible !== composed) tricks.push('it uses look-alike characters');
  const folded = foldSegments(compatible, flavour, tricks);
  return { literal, folded: throughProc(folded, context, tricks), tricks };
}

/** Turns a file: URL into a path; a URL with a host is a network path on Windows; some tools mean a relative one. */
function fromUrl(raw: string, flavour: Flavour): string {
  const match = /^(?:file|vscode-local):\/\/(?<host>[^/]*)(?<path>\/.*)$/isu.exec(raw);
  if (match?.groups === undefined) return raw;
  const decoded = decode((match.groups['path'] ?? '').replace(/[?#].*$/su, ''));
  const host = match.groups['host'] ?? '';
  if (host !== '' && host.toLowerCase() !== 'localhost')
    return flavour === 'win32' ? `//${host}${decoded}` : `${host}${decoded}`;
  return decoded.replace(/^\/(?=[a-z]:)/iu, '');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const variable = /\$env:(?<a>\w+)|\$\{(?<b>\w+)\}|\$(?<c>\w+)|%(?<d>\w+)%/giu;
const homeNames = new Set(['HOME', 'USERPROFILE']);
const folderNames = new Set([
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMDATA',
  'SYSTEMROOT',
  'WINDIR',
  'TEMP',
  'TMP',
  'TMPDIR',
]);

/** Says where a variable's folder is where the system names none, so that no spelling hides a protected file. */
function usualFolder(name: string, home: string): string | undefined {
  const [base, place] = usualFolders[name] ?? [];
  return place === undefined ? undefined : base === '~' ? `${home}/${place}` : place;
}

const usualFolders: Readonly<Record<string, readonly ['~' | '/', string]>> = {
  APPDATA: ['~', 'AppData/Roaming'],
  LOCALAPPDATA: ['~', 'AppData/Local'],
  PROGRAMDATA: ['/', 'C:/ProgramData'],
  SYSTEMROOT: ['/', 'C:/Windows'],
  WINDIR: ['/', 'C:/Windows'],
  XDG_CONFIG_HOME: ['~', '.config'],
  XDG_DATA_HOME: ['~', '.local/share'],
  XDG_STATE_HOME: ['~', '.local/state'],
  XDG_CACHE_HOME: ['~', '.cache'],
};

/** Expands `~`, `$HOME`, `%USERPROFILE%` and the other variables that name folders. */
function expandHome(text: string, { home, cwd, env }: PathContext): string {
  const expanded = text.replace(variable, (whole, ...rest: unknown[]) => {
    const groups = rest.at(-1);
    const name =
      typeof groups === 'object' && groups !== null
        ? Object.values(groups).find(value => typeof value === 'string')
        : undefined;
    const upper = typeof name === 'string' ? name.toUpperCase() : '';
    if (homeNames.has(upper)) return home;
    if (upper === 'PWD') return cwd;
    if (!folderNames.has(upper) && !upper.startsWith('XDG_')) return whole;
    return env[upper] ?? usualFolder(upper, home) ?? whole;
  });
  return /^~(?=$|[\\/])/u.test(expanded) ? home + expanded.slice(1) : expanded;
}

/** Strips the prefixes that make Windows skip its own normalisation. */
function stripPrefix(text: string, tricks: string[]): string {
  const match = /^(?:[\\/]{2}[?.][\\/]|[\\/]\?\?[\\/])(?<unc>unc[\\/])?(?:global(?:root)?[\\/])?/iu.exec(
    text,
  );
  if (match === null) return text;
  const rest = text.slice(match[0].length);
  if (match.groups?.['unc'] === undefined && !/^[a-z]:/iu.test(rest)) return text;
  tricks.push('it uses a device prefix');
  return match.groups?.['unc'] === undefined ? rest : `\\\\${rest}`;
}

function absolute(text: string, { cwd, flavour: own }: PathContext, flavour: Flavour): string {
  if (flavour === 'posix') {
    const resolved = path.posix.resolve(cwd, text);
    // A Windows network path keeps its mark, so that it is not taken for a local one.
    return /^\\\\[^/\\]+[/\\]/u.test(text)
      ? `/${path.posix.resolve('/', text.replaceAll('\\', '/'))}`
      : resolved;
  }
  const base = own === 'win32' ? cwd : 'C:\\';
  const resolved = path.win32.resolve(base, text).replaceAll('\\', '/');
  return resolved.length > 3 ? resolved.replace(/\/+$/u, '') : resolved;
}

/** Strips data streams, trailing dots and spaces: Windows ignores them, so `.env.` and `.env::$DATA` are `.env`. */
function foldSegments(text: string, flavour: Flavour, tricks: string[]): string {
  const drive = /^[a-z]:(?=\/|$)/iu.exec(text)?.[0] ?? '';
  const network = text.startsWith('//') ? '/' : '';
  const body = text.slice(drive.length);
  const parts = (flavour === 'posix' ? body.replaceAll('\\', '/') : body).split('/');
  if (parts.length !== body.split('/').length) tricks.push('it uses backslashes');
  const folded = parts.map(part => {
    const stream =
      flavour === 'win32'
        ? part.replace(/:.*$/su, '')
        : part.replace(/(?::[^:]*)?:\$(?:data|index_allocation|[a-z_]+)$/isu, '');
    if (stream !== part) tricks.push('it names a data stream');
    const trimmed = /^\.{1,2}$/u.test(stream) ? stream : stream.replace(/[. ]+$/u, '');
    if (trimmed !== stream && trimmed !== '') tricks.push('it ends in dots or spaces');
    return trimmed === '' ? stream : trimmed;
  });
  return network + drive + path.posix.normalize(folded.join('/'));
}

/** Follows /proc/self/root, /proc/…/cwd and their like without the disk: there they would be the guard's own. */
function throughProc(text: string, { cwd }: PathContext, tricks: string[]): string {
  const match = /^\/proc\/(?:self|thread-self|\d+)(?:\/task\/\d+)?\/(?<place>root|cwd)(?<rest>\/.*)?$/u.exec(
    text,
  );
  if (match?.groups === undefined) return text;
  tricks.push('it goes through /proc');
  const base = match.groups['place'] === 'root' ? '/' : cwd;
  return throughProc(
    path.posix.normalize(`${base}/${match.groups['rest'] ?? ''}`).replace(/(?<=.)\/$/u, ''),
    { cwd, home: '', env: {}, flavour: 'posix' },
    tricks,
  );
}

/** Is the shape of an 8.3 short name, such as `SETTIN~1.JSO`. */
const shortName = /^(?<stem>[^~]{1,8})~\d{1,4}(?:\.(?<ending>[^.]{0,3}))?$/u;

/** Returns names that an 8.3 short name may stand for, among candidates; the name itself when it is none. */
export function longNames(name: string, candidates: readonly string[]): readonly string[] {
  const groups = shortName.exec(name)?.groups;
  if (groups === undefined) return [name];
  const stem = (groups['stem'] ?? '').toLowerCase();
  const ending = (groups['ending'] ?? '').toLowerCase();
  const fits = candidates.filter(candidate => {
    const dot = candidate.lastIndexOf('.');
    const long = (dot > 0 ? candidate.slice(0, dot) : candidate).replace(/[. ]/gu, '');
    const longEnding = dot > 0 ? candidate.slice(dot + 1) : '';
    return long.startsWith(stem) && longEnding.slice(0, 3) === ending && (stem.length >= 6 || long === stem);
  });
  return fits.length > 0 ? fits : [name];
}
