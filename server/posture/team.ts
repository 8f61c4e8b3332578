/** What of the layers counts for the posture. Pure. */
import type { Layers } from '../layers/layer.ts';
import type { TeamPosture } from './report.ts';

/**
 * Returns the level of all layers, and the settings that the floor and the user ask for. A workspace may raise the level,
 * but what it says of settings counts for nothing: a repair writes expected values into the user's own settings.
 */
export function teamPosture({ profile, layers }: Pick<Layers, 'profile' | 'layers'>): TeamPosture {
  const settings = layers
    .filter(({ layer }) => layer !== 'workspace')
    .map(each => each.profile.settings ?? {})
    // The most trusted layer comes first, and has the last word.
    .reduceRight<Readonly<Record<string, unknown>>>((all, settings) => ({ ...all, ...settings }), {});
  return {
    ...(profile.level === undefined ? {} : { level: profile.level }),
    ...(Object.keys(settings).length === 0 ? {} : { settings }),
  };
}
