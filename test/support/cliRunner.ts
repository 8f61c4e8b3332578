/**
 * Runs command lines one after another in a process that is warm: started by `warmCli`, with the environment of a
 * scratch home. Each command gets the context that a process of its own would have.
 */
import os from 'node:os';
import { Readable } from 'node:stream';
import manifest from '../../package.json' with { type: 'json' };
import { runCommandLine } from '../../server/cli/run.ts';

/** Is one command line to run. */
export interface CliTask {
  readonly args: readonly string[];
  /** Standard input, as base64. */
  readonly input: string;
  readonly cwd: string;
  readonly assets: string;
}

// Whoever started it may be gone before it is told to end.
process.on('disconnect', () => process.exit());

process.on('message', ({ args, input, cwd, assets }: CliTask) => {
  const said = { stdout: '', stderr: '' };
  void runCommandLine(args, {
    stdin: Readable.from([Buffer.from(input, 'base64')]),
    out: text => {
      said.stdout += text;
      return Promise.resolve();
    },
    err: text => void (said.stderr += text),
    terminal: undefined,
    cwd,
    surroundings: { env: process.env, home: os.homedir(), platform: process.platform },
    assets,
    version: manifest.version,
    interrupted: () => new Promise(() => undefined),
  }).then(code => process.send?.({ code, ...said }));
});
