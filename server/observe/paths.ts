/**
 * Canonical paths (invariant 7): where a name really leads, through links, tricks of spelling and short names.
 * The disk is reached only through the RealPath port.
 */
import path from 'node:path';
import type { PathOp, PathUse } from '../../common/event.ts';
import type { ObservedPath } from '../pipeline/types.ts';
import { longNames, spell } from './spelling.ts';
import type { PathContext } from './spelling.ts';

/** Looks up names on the disk; never rejects. */
export interface RealPath {
  /** Returns the path with every link followed, or undefined when it does not exist or cannot be looked up. */
  real(path: string): Promise<string | undefined>;
  /** Returns the target of a symbolic link as written, or undefined when the path is no link. */
  link(path: string): Promise<string | undefined>;
}

/** Says where paths are and what is protected. */
export interface PathPorts {
  readonly realPath: RealPath;
  /** Roots as given and as real paths, `/` separators. */
  readonly roots: readonly string[];
  /** Home as given and as real path. */
  readonly homes: readonly string[];
  readonly isProtected: (
    place: Pick<ObservedPath, 'path' | 'relative' | 'homeRelative'>,
    op: PathOp,
  ) => boolean;
  /** Lower-case names that short names are compared with. */
  readonly protectedNames: readonly string[];
}

/** More links than any real path has; also ends loops. */
const mostLinks = 40;

/**
 * Returns where a path use leads: the canonical place, and the place as named too when only that is protected (a
 * protected name that is a link elsewhere still controls what its name controls).
 */
export async function observePath(
  use: PathUse & { readonly via: ObservedPath['via'] },
  context: PathContext,
  ports: PathPorts,
): Promise<readonly ObservedPath[]> {
  const spelling = spell(use.path, context);
  const { op, via } = use;
  const named = spelling.literal;
  const place = (found: string, disguise?: string): ObservedPath => ({
    ...placed(found, ports, context),
    named,
    op,
    via,
    ...(disguise === undefined ? {} : { disguise }),
  });
  const literal = await canonical(
    context.flavour === 'win32' ? spelling.folded : named,
    ports.realPath,
    context,
  );
  const hidden = await hiddenPlaces(spelling, use.path, context, ports);
  const trap = hidden.find(candidate => ports.isProtected(placed(candidate.path, ports, context), op));
  if (trap !== undefined) return [place(trap.path, trap.trick)];
  const viaProc = spelling.tricks.includes('it goes through /proc');
  const found = place(viaProc ? await canonical(spelling.folded, ports.realPath, context) : literal);
  const asNamed = place(named);
  const onlyNamed =
    asNamed.path !== found.path && ports.isProtected(asNamed, op) && !ports.isProtected(found, op);
  return onlyNamed ? [found, asNamed] : [found];
}

/** Lists the places that a name leads to only through a trick. */
async function hiddenPlaces(
  spelling: ReturnType<typeof spell>,
  raw: string,
  context: PathContext,
  ports: PathPorts,
): Promise<readonly { readonly path: string; readonly trick: string }[]> {
  const found: { path: string; trick: string }[] = [];
  const [trick] = spelling.tricks;
  if (trick !== undefined)
    found.push({ path: await canonical(spelling.folded, ports.realPath, context), trick });
  for (const long of spellShortNames(spelling.folded, ports.protectedNames)) {
    found.push({ path: await canonical(long, ports.realPath, context), trick: 'it uses an 8.3 short name' });
  }
  const physical = await physicalPlace(raw, context, ports.realPath);
  if (physical !== undefined && physical !== spelling.literal) {
    found.push({ path: physical, trick: 'it goes back out of a link' });
  }
  return found;
}

/** Replaces short names by the protected names that they may stand for; a handful at most. */
function spellShortNames(folded: string, names: readonly string[]): readonly string[] {
  if (!folded.includes('~')) return [];
  let places: readonly string[] = [''];
  for (const segment of folded.split('/').slice(1)) {
    const options = longNames(segment.toLowerCase(), names).map(name =>
      name === segment.toLowerCase() ? segment : name,
    );
    places = places.flatMap(place => options.map(option => `${place}/${option}`)).slice(0, 16);
  }
  const drive = folded.split('/')[0] ?? '';
  return places.map(place => drive + place).filter(place => place !== folded);
}

/** Resolves `link/..` as the kernel does, not as text; undefined when that makes no difference. */
async function physicalPlace(raw: string, context: PathContext, disk: RealPath): Promise<string | undefined> {
  const parts = raw.split('/');
  const up = parts.indexOf('..');
  if (
    context.flavour === 'win32' ||
    up < 1 ||
    !parts.slice(0, up).some(part => part !== '' && part !== '.' && part !== '..')
  )
    return undefined;
  const before = spell(parts.slice(0, up).join('/') || '/', context).literal;
  const real = await disk.real(before);
  if (real === undefined || real === before) return undefined;
  const next = path.posix.join(path.posix.dirname(real), ...parts.slice(up + 1));
  return canonical(next, disk, context);
}

/** Follows links of every existing component, and of a link whose target does not exist yet. */
async function canonical(start: string, disk: RealPath, context: PathContext): Promise<string> {
  let current = start;
  for (let links = 0; links < mostLinks; links += 1) {
    const { existing, rest } = await nearest(current, disk);
    const next = rest[0] === undefined ? undefined : join(existing, rest[0]);
    const target = next === undefined ? undefined : await disk.link(next);
    if (target === undefined) return rest.reduce(join, existing);
    const aim = spell(slashed(target), { ...context, cwd: existing }).literal;
    current = rest.slice(1).reduce(join, aim);
  }
  return current;
}

async function nearest(
  start: string,
  disk: RealPath,
): Promise<{ existing: string; rest: readonly string[] }> {
  const rest: string[] = [];
  let current = start;
  for (;;) {
    const real = await disk.real(current);
    if (real !== undefined) return { existing: slashed(real), rest };
    const cut = current.lastIndexOf('/');
    if (cut < 0 || current === '/' || /^\/\/[^/]*$/u.test(current)) return { existing: current, rest };
    rest.unshift(current.slice(cut + 1));
    current = cut === 0 ? '/' : current.slice(0, cut);
    if (current === '') return { existing: '', rest };
  }
}

const join = (folder: string, name: string): string =>
  folder.endsWith('/') ? folder + name : `${folder}/${name}`;

const slashed = (name: string): string => (/^[a-z]:|^\\\\/iu.test(name) ? name.replaceAll('\\', '/') : name);

function placed(
  found: string,
  ports: PathPorts,
  context: PathContext,
): Pick<ObservedPath, 'path' | 'relative' | 'homeRelative'> {
  const relative = relativeTo(ports.roots, found, context);
  const homeRelative = relativeTo(ports.homes, found, context);
  return {
    path: found,
    ...(relative === undefined ? {} : { relative }),
    ...(homeRelative === undefined ? {} : { homeRelative }),
  };
}

/** Returns the path within the deepest of several folders that holds it. */
function relativeTo(folders: readonly string[], found: string, { flavour }: PathContext): string | undefined {
  const fold = (text: string): string => (flavour === 'win32' ? text.toLowerCase() : text);
  const inside = folders
    .map(folder => slashed(folder).replace(/(?<=.)\/$/u, ''))
    .filter(
      folder =>
        fold(found) === fold(folder) || fold(found).startsWith(folder === '/' ? '/' : `${fold(folder)}/`),
    )
    .sort((a, b) => b.length - a.length)[0];
  return inside === undefined ? undefined : found.slice(inside === '/' ? 1 : inside.length + 1);
}
