/** Opens the layers above the built-in one: the signed floor, the user's, and those of the workspace. Reads files. */
import fs from 'node:fs';
import path from 'node:path';
import type { FloorState } from '../floor/floor.ts';
import type { Folders } from '../platform/folders.ts';
import { effectiveProfile } from './effective.ts';
import { layerOf, policyFile, profileFile, readLayer } from './files.ts';
import type { Layer, Layers } from './layer.ts';
import { workspaceFoldersOf } from './workspaces.ts';

/** Says what layers are opened for. */
export interface LayersSetting {
  readonly folders: Pick<Folders, 'config'>;
  readonly roots: readonly string[];
  readonly floor: FloorState;
}

/** Returns the layers of some roots; what is wrong with one is among its problems. */
export function openLayers({ folders, roots, floor }: LayersSetting): Layers {
  return layersOf(floor, [
    ...present(floorLayer(floor)),
    ...present(userLayer(folders)),
    ...workspaceFoldersOf(roots).flatMap(folder => present(workspaceLayer(folder))),
  ]);
}

const present = (layer: Layer | undefined): readonly Layer[] => (layer === undefined ? [] : [layer]);

/** Puts layers together, the most trusted first. */
export const layersOf = (floor: FloorState, layers: readonly Layer[]): Layers => ({
  floor,
  layers,
  sources: layers.flatMap(({ policies }) => (policies === undefined ? [] : [policies])),
  // What is wrong with a floor that is missing, its layer only repeats.
  problems: [
    ...floor.problems,
    ...layers.flatMap(({ layer, problems }) =>
      layer === 'floor' && floor.status === 'missing' ? [] : problems,
    ),
  ],
  ...effectiveProfile(layers),
});

/** Returns the layer of a floor; a configured one that is missing counts as a broken layer, thus as locked. */
export function floorLayer(floor: FloorState): Layer | undefined {
  if (floor.status === 'none') return undefined;
  const policyText = floor.files.get(policyFile);
  const profileText = floor.files.get(profileFile);
  return layerOf({
    layer: 'floor',
    folder: floor.source,
    policyName: `floor/${policyFile}`,
    profileName: `floor/${profileFile}`,
    problems: floor.status === 'missing' ? floor.problems : [],
    ...(policyText === undefined ? {} : { policyText }),
    ...(profileText === undefined ? {} : { profileText }),
  });
}

/** Reads the user's own layer; undefined where there is none. */
export const userLayer = ({ config }: Pick<Folders, 'config'>): Layer | undefined =>
  readLayer('user', config);

/** Reads the layer of a `.ringfence` folder; undefined where there is none. */
export function workspaceLayer(folder: string): Layer | undefined {
  const what = obstacle(folder);
  if (what === undefined) return readLayer('workspace', folder);
  return layerOf({
    layer: 'workspace',
    folder,
    policyName: path.join(folder, policyFile),
    profileName: path.join(folder, profileFile),
    problems: [{ source: folder, line: 1, message: what, remedy: 'Make it a folder, or remove it.' }],
  });
}

/** Says why nothing is read below a name, where that is no folder. */
function obstacle(folder: string): string | undefined {
  try {
    const stat = fs.lstatSync(folder, { throwIfNoEntry: false });
    if (stat === undefined || stat.isDirectory()) return undefined;
    return stat.isSymbolicLink() ? 'is a link, which a workspace may not use here.' : 'is no folder.';
  } catch {
    // What cannot be looked at says so when its files are read.
    return undefined;
  }
}
