/** The shim's command line. Unknown words are ignored: an entry written by another release must still work. */

import type { OnUnavailable } from './unavailable.ts';

/** Holds what the command line says. */
export interface HookArguments {
  readonly agent: string;
  /** Event of the hook entry, for payloads that cannot be read. */
  readonly event: string | undefined;
  /** Folder of registrations, when the launcher names it. */
  readonly runFolder: string | undefined;
  /** What is answered when nobody can judge. */
  readonly onUnavailable: OnUnavailable;
}

/** Reads `--agent NAME`, `--event NAME`, `--run FOLDER` and `--unavailable deny`, also written with `=`. */
export function parseArguments(words: readonly string[]): HookArguments {
  return {
    agent: valueOf(words, '--agent') ?? '',
    event: valueOf(words, '--event'),
    runFolder: valueOf(words, '--run'),
    onUnavailable: valueOf(words, '--unavailable') === 'deny' ? 'deny' : 'careful',
  };
}

function valueOf(words: readonly string[], option: string): string | undefined {
  const at = words.findIndex(word => word === option || word.startsWith(`${option}=`));
  const word = words[at];
  if (word === undefined) return undefined;
  return word === option ? words[at + 1] : word.slice(option.length + 1);
}
