/** Tells whether a verified floor can be loaded. What a policy is, only the check knows that a caller hands in. */
import type { Problem } from '../../common/result.ts';
import type { ContentCheck } from './floor.ts';
import { manifestName } from './paths.ts';
import type { Place, VerifiedFloor } from './verify.ts';

/** Says with what a floor is to be loaded. */
export interface Loading {
  readonly check: ContentCheck;
  /** Version of Ringfence: what one can load, another may not. */
  readonly version: string;
  /** Is the mark of the floor that is known to load. */
  readonly loaded: string | undefined;
}

/** Returns what is remembered of a floor that can be loaded. */
export const loadedMark = ({ digest }: Pick<VerifiedFloor, 'digest'>, version: string): string =>
  `${digest} ${version}`;

/** Returns what keeps a floor from being loaded; a check that fails is such a thing as well. Never rejects. */
export async function loadFaults(
  floor: VerifiedFloor,
  { check, version, loaded }: Loading,
  place: Place,
): Promise<readonly Problem[]> {
  if (loaded === loadedMark(floor, version)) return [];
  try {
    return await check(floor.files, place);
  } catch (error) {
    return [
      {
        source: place(manifestName),
        message: `The floor cannot be checked: ${error instanceof Error ? error.message : String(error)}.`,
        remedy: 'Run "ringfence doctor".',
      },
    ];
  }
}

/** Says that a signed floor cannot be loaded, and what holds in its place. */
export function unloadable({ manifest }: VerifiedFloor, source: string, good?: VerifiedFloor): Problem {
  const holds =
    good === undefined
      ? 'no earlier one is here: everything is as strict as can be.'
      : `serial ${good.manifest.serial} stays in force.`;
  return {
    source: `${source} (${manifestName})`,
    message: `The floor with serial ${manifest.serial} is signed, but cannot be loaded: ${holds}`,
    remedy:
      'Whoever signs the floor must correct what is named here, and sign again; "ringfence policy check" finds it before.',
  };
}
