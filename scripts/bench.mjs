/**
 * Runs the benchmarks one after another and prints them beside their budgets; results land in bench/results as JSON.
 * `npm run bench -- race hook` runs only those. Numbers of a loaded machine say little: run it on a quiet one.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { developmentNode, repositoryRoot } from './environment/dependencies.mjs';
import { stop } from './environment/progress.mjs';
import { ensureBrowser, ensureCodeServer, ensureDependencies } from './setup.mjs';

const benchmarks = [
  'race',
  'hook',
  'storm',
  'gate',
  'observe',
  'commands',
  'policy',
  'ledger',
  'engine',
  'editor',
  'raceEditor',
];
const inEditor = new Set(['editor', 'raceEditor']);

/** @param {readonly string[]} chosen */
async function main(chosen) {
  const names = chosen.length > 0 ? chosen : benchmarks;
  const unknown = names.filter(name => !benchmarks.includes(name));
  if (unknown.length > 0) {
    console.error(`Unknown benchmark: ${unknown.join(', ')}. Choose from ${benchmarks.join(', ')}.`);
    return 2;
  }
  await ensureDependencies();
  if (names.some(name => inEditor.has(name))) {
    await ensureCodeServer();
    await ensureBrowser();
  }
  const node = await developmentNode();
  const run = (/** @type {string} */ script) =>
    spawnSync(node, [script], { cwd: repositoryRoot, stdio: ['ignore', 'inherit', 'inherit'] }).status;
  if (run(path.join('scripts', 'build.mjs')) !== 0) return 1;
  const over = names.filter(name => {
    console.log(`\n── ${name}`);
    return run(path.join('bench', `${name}.ts`)) !== 0;
  });
  console.log(
    over.length === 0 ? '\nEverything is within its budget.' : `\nOver budget or failed: ${over.join(', ')}.`,
  );
  return over.length === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then(code => (process.exitCode = code), stop);
