/** Runs every static check: format, types, lint, layers, dead code. All run, then the failures are named. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { developmentNode, ensureDependencies } from './environment/dependencies.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const checks = {
  format: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
  types: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.'],
  lint: ['node_modules/eslint/bin/eslint.js', '.'],
  layers: [
    'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
    '--config',
    '.dependency-cruiser.mjs',
    'common',
    'src',
    'server',
  ],
  'dead code': ['node_modules/knip/bin/knip.js', '--no-progress'],
};

const chosen = process.argv.slice(2);
const unknown = chosen.find(name => !(name in checks));
if (unknown !== undefined) {
  console.error(`Unknown check: ${unknown}. Choose from ${Object.keys(checks).join(', ')}.`);
  process.exit(2);
}
await ensureDependencies();
const node = await developmentNode();
const failed = Object.entries(checks)
  .filter(([name]) => chosen.length === 0 || chosen.includes(name))
  .filter(([name, command]) => {
    console.log(`── ${name}`);
    return spawnSync(node, command, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status !== 0;
  })
  .map(([name]) => name);
console.log(failed.length === 0 ? 'All checks passed.' : `Failed: ${failed.join(', ')}.`);
process.exitCode = failed.length === 0 ? 0 : 1;
