/** The command line inside the test's own process, in a scratch home: faster than a process for each call. */
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { guarded } from '../../server/cli/guarded.ts';
import type { Command, CommandContext } from '../../server/cli/command.ts';

/** Holds the built-in policies in a folder of that name, as a build does. */
const assets = fileURLToPath(new URL('../../rules', import.meta.url));

/** Is how a call ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Says where a call runs. */
export interface Where {
  readonly home: string;
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a verb to its end. */
export async function runInProcess(
  command: Command,
  args: readonly string[],
  { home, cwd, env = {} }: Where,
): Promise<Ended> {
  let [out, err] = ['', ''];
  const context: CommandContext = {
    stdin: Readable.from([]),
    out: text => {
      out += text;
      return Promise.resolve();
    },
    err: text => void (err += text),
    terminal: undefined,
    cwd,
    surroundings: { env, home, platform: process.platform },
    assets,
    version: '0.1.0',
    interrupted: () => Promise.resolve(),
  };
  const code = await guarded(command, args, context);
  return { code, out, err };
}
