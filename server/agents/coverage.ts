/** What no hook of any agent tells: the gaps that doctor and docs/coverage.md name. Data. */
import type { Gap } from './adapter.ts';

/** Lists what holds for every agent. */
export const commonGaps: readonly Gap[] = [
  {
    unseen: 'What a program does after it was started: a script, a build, a test that writes or reads files.',
    instead: 'The command line is parsed beforehand; the file watch takes risky writes back.',
  },
  {
    unseen: 'The files that a search over a whole folder looks into.',
    instead:
      'A search is refused when its folder or pattern names a secret, also by wildcards such as `.e*`.',
  },
  {
    unseen: 'Code that runs as the same user and attacks Ringfence itself.',
    instead: 'The ledger shows edits; prevention takes an OS sandbox, a container or managed settings.',
  },
];
