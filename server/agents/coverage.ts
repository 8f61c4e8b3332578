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

/** Is an agent that no hook of ours can guard, and why. */
export interface Uncoverable {
  readonly title: string;
  readonly why: string;
}

/** Lists agents that people use and that call no hook of ours; the file watch still takes risky writes back. */
export const uncoverable: readonly Uncoverable[] = [
  { title: 'Continue', why: 'Its command line has hooks in its sources, but never calls them (measured).' },
  {
    title: 'Zed’s own agent',
    why: 'It has no hooks. Agents that Zed runs by the Agent Client Protocol, such as Claude Code and Gemini CLI, keep their own hooks, which are what is installed here; a proxy between would see their files and terminals twice and Zed’s own agent not at all.',
  },
];
