/**
 * Evaluates the guard on a folder of labelled rows: sets up what is missing, then runs bench/eval.ts with the same
 * arguments. Judging runs from the sources; nothing is built.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { developmentNode, ensureDependencies, repositoryRoot } from './environment/dependencies.mjs';
import { stop } from './environment/progress.mjs';

/** @param {readonly string[]} args */
async function main(args) {
  await ensureDependencies();
  const entry = path.join(repositoryRoot, 'bench', 'eval.ts');
  const run = spawnSync(await developmentNode(), [entry, ...args], { stdio: 'inherit' });
  return run.status ?? 1;
}

main(process.argv.slice(2)).then(code => (process.exitCode = code), stop);
