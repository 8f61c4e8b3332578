/** Describes how a server is started, with the hashes of the files that its command line names. */
import path from 'node:path';
import { readPlainSync } from '../../platform/plainFile.ts';
import { sha256, type Definition } from './record.ts';

/** A file that is larger is data that the server works on, not what it is made of. */
const largestScript = 32 * 1024 * 1024;
const code = /\.(?:[cm]?[jt]sx?|py|pyz|rb|php|pl|sh|bash|zsh|ps1|cmd|bat|exe|jar|lua|wasm)$/iu;

/** Returns the definition of a command line that runs in a folder. */
export function definitionOf(command: string, args: readonly string[], cwd: string): Definition {
  const named = [command, ...args].filter(
    word => code.test(word) || (word === command && /[\\/]/u.test(word)),
  );
  const scripts = named.flatMap(word => {
    const file = path.resolve(cwd, word);
    const hash = hashOf(file);
    return hash === undefined ? [] : [[file, hash] as const];
  });
  return { command, args, scripts: Object.fromEntries(scripts) };
}

/** Runtimes are updated by the system; what they run is what counts. */
const runtimes =
  /(?:^|[\\/])(?:node|nodejs|deno|bun|python[\d.]*|ruby|php|java|uv|npx|uvx|bash|sh)(?:\.exe)?$/iu;

function hashOf(file: string): string | undefined {
  if (runtimes.test(file)) return undefined;
  try {
    return sha256(readPlainSync(file, largestScript));
  } catch {
    // Named and not there: the server says so itself, and a file that appears is a change.
    return undefined;
  }
}
