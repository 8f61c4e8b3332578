/** The texts of a layer as they hold: what it may not say is left out. Pure. */
import type { Layer } from '../../layers/layer.ts';
import type { LayerTexts } from './folder.ts';

/** Returns the texts by which a layer judges. */
export const effectiveTexts = ({ policies, profile, problems }: Layer): LayerTexts => ({
  ...(policies === undefined ? {} : { policies: policies.text }),
  profile: JSON.stringify(problems.length === 0 ? profile : { ...profile, level: 'locked' }),
});
