/** Finds the protected file behind a hard link: another name of the same bytes, which no canonical path reveals. */
import type { ObservedPath } from '../pipeline/types.ts';
import type { Disk } from './disk.ts';

/** Says where protected files would be. */
export interface ProtectedPlaces {
  readonly roots: readonly string[];
  readonly homes: readonly string[];
  /** Relative to a root, and relative to a home. */
  readonly workspace: readonly string[];
  readonly home: readonly string[];
}

/** Returns the protected place that a path is another name of, if there is one among those known by name. */
export async function protectedTwin(
  path: ObservedPath,
  places: ProtectedPlaces,
  disk: Pick<Disk, 'identity' | 'list'>,
): Promise<string | undefined> {
  const own = await disk.identity(path.path);
  if (own === undefined || !own.isFile || own.links < 2) return undefined;
  const candidates = [
    ...places.roots.flatMap(root => places.workspace.map(place => `${root}/${place}`)),
    ...places.homes.flatMap(home => places.home.map(place => `${home}/${place}`)),
    ...(await Promise.all(places.homes.map(home => keysIn(`${home}/.ssh`, disk)))).flat(),
  ].filter(candidate => candidate !== path.path);
  const identities = await Promise.all(candidates.map(candidate => disk.identity(candidate)));
  return candidates.find((_candidate, index) => identities[index]?.key === own.key);
}

async function keysIn(folder: string, disk: Pick<Disk, 'list'>): Promise<readonly string[]> {
  return ((await disk.list(folder)) ?? [])
    .filter(name => !name.endsWith('.pub'))
    .map(name => `${folder}/${name}`);
}
