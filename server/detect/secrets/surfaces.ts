/** Where secrets are looked for: wherever they could be stored or sent. */
import { surfaces, type Surface } from '../text/source.ts';

/** Lists the surfaces that rules on secrets read. */
export const secretSurfaces: readonly Surface[] = surfaces.filter(surface => surface !== 'tool description');
