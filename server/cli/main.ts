/** Hands the real process to the verbs; what is loaded for every verb but the wrapper of MCP servers. */
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import manifest from '../../package.json' with { type: 'json' };
import { exitCodes, type CommandContext } from './command.ts';
import { runCommandLine } from './run.ts';

/** Returns the context of the real process. */
function processContext(): CommandContext {
  return {
    stdin: process.stdin,
    out: text =>
      new Promise((resolve, reject) =>
        process.stdout.write(text, error => (error ? reject(error) : resolve())),
      ),
    err: text => void process.stderr.write(text),
    terminal: process.stderr.isTTY ? text => void process.stderr.write(text) : undefined,
    cwd: process.cwd(),
    surroundings: { env: process.env, home: os.homedir(), platform: process.platform },
    assets: fileURLToPath(new URL('.', import.meta.url)),
    version: manifest.version,
    interrupted: () =>
      new Promise(resolve => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
      }),
  };
}

// A reader that closes early (`| head`) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? 0 : exitCodes.internal),
);
void runCommandLine(process.argv.slice(2), processContext()).then(code => {
  process.exitCode = code;
});
