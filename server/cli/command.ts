/** What a verb of the command line is: its texts, and one function from arguments to an exit code. */
import type { Surroundings } from '../platform/folders.ts';

/** Lists exit codes: a public contract. */
export const exitCodes = { clean: 0, findings: 1, usage: 2, internal: 3 } as const;
/** Is one of the exit codes. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Holds everything outside that a command may touch, so that tests can hand in their own. */
export interface CommandContext {
  readonly stdin: NodeJS.ReadableStream;
  /** Writes to standard output; resolves when the reader has taken it. */
  readonly out: (text: string) => Promise<void>;
  /** Writes to standard error. */
  readonly err: (text: string) => void;
  readonly cwd: string;
  readonly surroundings: Surroundings;
  /** Writes to the terminal of standard error; undefined when that is none, so that nothing is drawn into a file. */
  readonly terminal: ((text: string) => void) | undefined;
  /** Folder of the bundles, with the wasm files and policies beside them. */
  readonly assets: string;
  readonly version: string;
  /** Runs until the user interrupts; resolves then. */
  readonly interrupted: () => Promise<void>;
}

/** Describes one verb. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  /** Returns the help on the verbs below, or on the one that arguments name; absent where there are none. */
  readonly help?: (args: readonly string[]) => Promise<Pick<Command, 'summary' | 'usage'>>;
  /** Runs the verb; throws UsageError for wrong arguments. */
  readonly run: (args: readonly string[], context: CommandContext) => Promise<ExitCode>;
}

/** Holds, by name, what loads a verb; in the order in which help lists them. */
export type Loaders = Readonly<Record<string, () => Promise<Command>>>;

/** Returns every verb, loaded. */
export const loadAll = (loaders: Loaders): Promise<readonly Command[]> =>
  Promise.all(Object.values(loaders).map(load => load()));

/** Says that the command line is wrong; shown with the usage, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
