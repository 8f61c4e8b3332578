/** The pipeline's detector of risky configuration: says what a write would bring into a configuration file. */
import type { Detector, ObservedContent } from '../../pipeline/types.ts';
import { assessConfig } from './assess.ts';
import { chainsOf } from './chains.ts';
import type { ConfigFile } from './kinds.ts';

/** Finds what the contents of an event would bring into configuration files. */
export const settingsDetector: Detector = {
  id: 'settings',
  detect: observation => [
    ...observation.contents
      .filter(({ path }) => path.op !== 'read')
      .flatMap(content => assessConfig(fileOf(content), content.before, content.after)?.introduced ?? []),
    ...chainsOf(observation),
  ],
};

function fileOf({ path }: ObservedContent): ConfigFile {
  return {
    path: path.path,
    ...(path.relative === undefined ? {} : { relative: path.relative }),
    ...(path.homeRelative === undefined ? {} : { homeRelative: path.homeRelative }),
  };
}
