/** The shim's command line. Unknown words are ignored: an entry written by another release must still work. */

/** Holds what the command line says. */
export interface HookArguments {
  readonly agent: string;
  /** Event of the hook entry, for payloads that cannot be read. */
  readonly event: string | undefined;
  /** Folder of registrations, when the launcher names it. */
  readonly runFolder: string | undefined;
}

/** Reads `--agent NAME`, `--event NAME` and `--run FOLDER`, also written with `=`. */
export function parseArguments(words: readonly string[]): HookArguments {
  return {
    agent: valueOf(words, '--agent') ?? '',
    event: valueOf(words, '--event'),
    runFolder: valueOf(words, '--run'),
  };
}

function valueOf(words: readonly string[], option: string): string | undefined {
  const at = words.findIndex(word => word === option || word.startsWith(`${option}=`));
  const word = words[at];
  if (word === undefined) return undefined;
  return word === option ? words[at + 1] : word.slice(option.length + 1);
}
