/** Gathers what a guard loads at run time in one folder, from the sources: no build is needed to evaluate a change. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCore, type Core } from '../../server/guard/core.ts';
import { assets } from '../../scripts/build.mjs';

/** Is the repository's root. */
export const repository = fileURLToPath(new URL('../../', import.meta.url));

/** Is a place to judge in: a home and a workspace of which nothing exists, and the guard's files. */
export interface Place {
  readonly assets: string;
  readonly home: string;
  readonly workspace: string;
  /** Removes everything. */
  readonly remove: () => void;
}

/** Makes a place. */
export function makePlace(): Place {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rf-eval-'));
  const at = (...names: readonly string[]): string => path.join(folder, ...names);
  mkdirSync(at('assets'));
  for (const file of assets) symlinkSync(file, at('assets', path.basename(file)));
  symlinkSync(path.join(repository, 'rules/policy'), at('assets', 'policy'), 'dir');
  return {
    assets: at('assets'),
    // Not below a temporary folder: what lies there may be removed.
    home: '/home/dev',
    workspace: '/home/dev/project',
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Starts the guard that `ringfence check` starts, in the profile that is the default. */
export const startCore = (place: Place): Promise<Core> =>
  createCore({
    assets: place.assets,
    surroundings: { env: {}, home: place.home, platform: process.platform },
    profile: 'balanced',
    recorder: { record: () => Promise.resolve() },
    failed: (stage, error) => {
      throw new Error(`The guard failed to ${stage}.`, { cause: error });
    },
  });
